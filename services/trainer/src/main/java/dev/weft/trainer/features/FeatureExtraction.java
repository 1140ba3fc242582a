package dev.weft.trainer.features;

import dev.weft.trainer.dataset.PerceptualHash;
import dev.weft.xception.engine.Engine;
import java.nio.FloatBuffer;
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
   * Adds missing features to the set.
   *
   * @param wanted each image once
   * @param listener counts only images that pass through the base in this call; an image with
   *     several augmentations counts proportionally
   */
  public Extraction run(List<Views> wanted, FeatureSet set, PassListener listener) {
    Map<String, String> unreadable = new HashMap<>();
    Set<String> images = new HashSet<>();
    int turnsDone = 0;
    // Of images with the same bytes one is enough; the next one is tried if its object is missing.
    for (List<Views> left = missing(wanted, set, unreadable); !left.isEmpty(); ) {
      List<Views> turn = left.stream().map(FeatureExtraction::next).toList();
      turn.forEach(views -> images.add(views.imageId()));
      int before = turnsDone;
      int turns = before + left.stream().mapToInt(FeatureExtraction::turns).sum();
      PassListener shares =
          (done, total) ->
              listener.done((int) ((long) (before + done) * images.size() / turns), images.size());
      try {
        unreadable.putAll(pass.run(turn, engine.calls(), batch -> extract(batch, set), shares));
      } finally {
        set.flush();
      }
      turnsDone += turn.size();
      left = missing(wanted, set, unreadable);
    }
    return new Extraction(images.size(), unreadable);
  }

  /** As many of an image's augmentations as fit into every batch. */
  private static Views next(Views views) {
    return views.count() <= AT_ONCE ? views : views.shown(views.shown().subList(0, AT_ONCE));
  }

  private static int turns(Views views) {
    return (views.count() + AT_ONCE - 1) / AT_ONCE;
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
    int length = pass.preprocessing().tensorLength();
    PerceptualHash look = null;
    for (int i = 0; i < batch.n(); i++) {
      Batch.View view = batch.views().get(i);
      boolean sameImage = i > 0 && batch.views().get(i - 1).image().equals(view.image());
      if (!sameImage) {
        look = look(batch, i * length, view, set);
      }
      set.add(view.image().object().sha256(), view.shown(), look, features[i]);
    }
  }

  /** Hash of the unaugmented image, whichever augmentation this is. */
  private PerceptualHash look(Batch batch, int offset, Batch.View view, FeatureSet set) {
    int height = pass.preprocessing().height();
    int width = pass.preprocessing().width();
    if (view.shown().isCrop()) {
      // Crops are processed after the image itself.
      return set.look(view.image().object().sha256()).orElseThrow();
    }
    if (!view.flipped()) {
      return PerceptualHash.of(batch.images(), offset, height, width);
    }
    float[] mirrored = new float[pass.preprocessing().tensorLength()];
    batch.images().get(offset, mirrored);
    var turned = FloatBuffer.allocate(mirrored.length);
    Augmentation.MIRRORED.write(mirrored, height, width, view.image().object().sha256(), turned);
    return PerceptualHash.of(turned.flip(), 0, height, width);
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
