package dev.weft.features;

import dev.weft.xception.engine.Engine;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Computes the features of images that a feature set lacks. */
public final class FeatureExtraction {
  /** Augmentations of an image that pass through the base in one batch. */
  private static final int AT_ONCE = 2;

  /** Images between two looks at what others have computed. */
  private static final int IN_A_ROUND = 256;

  private final ImagePass pass;
  private final Engine engine;

  /**
   * @param engine runs the base; its batch limit is at least the pass's batch size
   */
  public FeatureExtraction(ImagePass pass, Engine engine) {
    this.pass = pass;
    this.engine = engine;
  }

  /**
   * Adds missing features to the set, in rounds; what classifiers have added in the meantime is
   * taken over before each.
   *
   * @param wanted each image once
   * @param listener counts the images that lack features in this call; an image with several
   *     augmentations counts proportionally
   */
  public Extraction run(List<Views> wanted, FeatureSet set, PassListener listener) {
    Map<String, String> unreadable = new HashMap<>();
    Set<String> images = new HashSet<>();
    List<Views> left = missing(wanted, set, unreadable);
    int all = left.size();
    int turns = turns(left);
    while (!left.isEmpty()) {
      List<Views> round = left.stream().limit(IN_A_ROUND).map(FeatureExtraction::next).toList();
      round.forEach(views -> images.add(views.imageId()));
      int before = Math.max(0, turns - turns(left));
      PassListener shares =
          (done, total) -> listener.done((int) ((long) (before + done) * all / turns), all);
      try {
        unreadable.putAll(pass.run(round, engine.calls(), batch -> extract(batch, set), shares));
      } finally {
        set.flush();
      }
      set.refresh();
      // Of images with the same bytes one is enough; the next is tried if its object is missing.
      left = missing(wanted, set, unreadable);
    }
    return new Extraction(images.size(), unreadable);
  }

  /** As many of an image's augmentations as fit into every batch. */
  private static Views next(Views views) {
    return views.count() <= AT_ONCE ? views : views.shown(views.shown().subList(0, AT_ONCE));
  }

  private static int turns(List<Views> images) {
    return images.stream().mapToInt(views -> (views.count() + AT_ONCE - 1) / AT_ONCE).sum();
  }

  private static List<Views> missing(
      List<Views> wanted, FeatureSet set, Map<String, String> unreadable) {
    Set<String> seen = new HashSet<>();
    List<Views> missing = new ArrayList<>();
    for (Views views : wanted) {
      String sha256 = views.object().sha256();
      List<Augmentation> shown =
          views.shown().stream().filter(each -> !set.has(sha256, each)).toList();
      if (!shown.isEmpty() && !unreadable.containsKey(views.imageId()) && seen.add(sha256)) {
        missing.add(views.shown(shown));
      }
    }
    return missing;
  }

  private void extract(Batch batch, FeatureSet set) {
    float[][] features = engine.features(batch.images(), batch.n());
    PerceptualHash look = null;
    for (int i = 0; i < batch.n(); i++) {
      Batch.View view = batch.views().get(i);
      String sha256 = view.image().object().sha256();
      boolean sameImage = i > 0 && batch.views().get(i - 1).image().equals(view.image());
      if (!sameImage) {
        // Crops are processed after the image itself.
        look =
            view.shown().isCrop()
                ? set.look(sha256).orElseThrow()
                : batch.look(i, pass.preprocessing());
      }
      set.add(sha256, view.shown(), look, features[i]);
    }
  }

  /**
   * Result of an extraction.
   *
   * @param images number of images that passed through the base
   * @param unreadable reasons why other images could not be read, by image id
   */
  public record Extraction(int images, Map<String, String> unreadable) {
    public Extraction {
      unreadable = Map.copyOf(unreadable);
    }
  }
}
