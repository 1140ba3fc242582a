package dev.weft.trainer.dataset;

import dev.weft.features.PerceptualHash;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * Assigns labeled images to splits. In a group of near-duplicates, the image that was uploaded
 * first decides; others whose id would put them into another split, or whose label differs, are
 * left out. So no image ever moves to another split, and no near-duplicates are in different ones.
 *
 * <p>With few images, the validation and test splits are too small to be conclusive: then all
 * images take part in cross-validation, and the split of a class's images does not matter.
 */
public final class DatasetBuilder {
  private static final Comparator<LabeledImage> OLDEST_FIRST =
      Comparator.comparing(LabeledImage::uploadedAt).thenComparing(LabeledImage::imageId);

  /** Minimum number of images of a data set, regardless of the parent's classes. */
  private static final int LEAST = 10;

  private final SplitRatios split;
  private final ClassRules rules;
  private final int crossValidateBelow;

  /**
   * @param minImagesPerClass minimum number of usable images of a class, one of them for training;
   *     at least 1
   */
  public DatasetBuilder(SplitRatios split, int minImagesPerClass) {
    this(split, ClassRules.of(minImagesPerClass), 0);
  }

  /**
   * @param crossValidateBelow data sets with fewer images are cross-validated, so that splits do
   *     not matter
   */
  public DatasetBuilder(SplitRatios split, ClassRules rules, int crossValidateBelow) {
    this.split = split;
    this.rules = rules;
    this.crossValidateBelow = crossValidateBelow;
  }

  /**
   * Builds a data set.
   *
   * @param looks perceptual hash of each readable image, by the SHA-256 of its bytes
   * @param candidates the images that were to be read; each must be in {@code looks} or in {@code
   *     unreadable}
   * @param unreadable reasons by image id
   */
  public DatasetResult build(
      Candidates candidates, Map<String, PerceptualHash> looks, Map<String, String> unreadable) {
    List<Excluded> leftOut = new ArrayList<>(candidates.leftOut());
    List<LabeledImage> readable = new ArrayList<>();
    for (LabeledImage image : candidates.images()) {
      String reason = unreadable.get(image.imageId());
      if (reason == null) {
        readable.add(image);
      } else {
        leftOut.add(leftOut(image, Excluded.Reason.UNREADABLE, reason));
      }
    }
    List<LabeledImage> single = withoutTwins(readable, looks, leftOut);
    List<LabeledImage> usable = withoutSmallClasses(single, leftOut);
    return judge(usable, leftOut);
  }

  private List<LabeledImage> withoutTwins(
      List<LabeledImage> images, Map<String, PerceptualHash> looks, List<Excluded> leftOut) {
    List<LabeledImage> sorted = images.stream().sorted(OLDEST_FIRST).toList();
    int[] first =
        NearDuplicates.firstOfEach(
            sorted.stream().map(i -> looks.get(i.object().sha256())).toList());
    List<LabeledImage> kept = new ArrayList<>();
    for (int i = 0; i < first.length; i++) {
      LabeledImage image = sorted.get(i);
      LabeledImage older = sorted.get(first[i]);
      if (!image.label().equals(older.label())) {
        leftOut.add(
            leftOut(
                image,
                Excluded.Reason.TWIN_OF_OTHER_CLASS,
                "is a near-duplicate of %s, which is labeled %s"
                    .formatted(older.imageId(), older.label())));
      } else if (split.sideOf(image.imageId()) != split.sideOf(older.imageId())) {
        leftOut.add(
            leftOut(
                image,
                Excluded.Reason.TWIN_ON_OTHER_SIDE,
                "is a near-duplicate of " + older.imageId() + ", which is in another split"));
      } else {
        kept.add(image);
      }
    }
    return kept;
  }

  private List<LabeledImage> withoutSmallClasses(
      List<LabeledImage> images, List<Excluded> leftOut) {
    Map<String, Integer> counts = new HashMap<>();
    Map<String, Integer> training = new HashMap<>();
    for (LabeledImage image : images) {
      counts.merge(image.label(), 1, Integer::sum);
      if (split.sideOf(image.imageId()) == Split.TRAIN) {
        training.merge(image.label(), 1, Integer::sum);
      }
    }
    boolean sidesMatter = images.size() >= crossValidateBelow;
    List<LabeledImage> kept = new ArrayList<>();
    for (LabeledImage image : images) {
      int count = counts.get(image.label());
      if (!rules.isEnough(image.label(), count)) {
        leftOut.add(Candidates.tooFew(image.imageId(), image.label(), count, rules.minImages()));
      } else if (sidesMatter
          && !training.containsKey(image.label())
          && !rules.known().contains(image.label())) {
        leftOut.add(
            leftOut(
                image,
                Excluded.Reason.TOO_FEW_IN_CLASS,
                "none of %d images is in the training split".formatted(count)));
      } else {
        kept.add(image);
      }
    }
    return kept;
  }

  private DatasetResult judge(List<LabeledImage> images, List<Excluded> leftOut) {
    SortedSet<String> names = new TreeSet<>(rules.known());
    images.forEach(image -> names.add(image.label()));
    List<String> classes = List.copyOf(names);
    Map<String, Integer> index = new TreeMap<>();
    classes.forEach(name -> index.put(name, index.size()));
    List<Sample> samples =
        images.stream()
            .map(
                image ->
                    new Sample(
                        image.imageId(),
                        image.object(),
                        index.get(image.label()),
                        split.sideOf(image.imageId()),
                        image.tags()))
            .toList();
    if (classes.size() < 2) {
      return new DatasetResult.Refused(
          "at least two classes with at least %d usable images each are needed, but there are %s; %d images were excluded"
              .formatted(
                  rules.minImages(),
                  classes.isEmpty() ? "none" : "only " + classes,
                  leftOut.size()),
          leftOut);
    }
    var dataset = new TrainingDataset(classes, samples, leftOut);
    if (samples.isEmpty()) {
      return new DatasetResult.Refused(
          "no labeled images are usable, %d were excluded: label images first"
              .formatted(leftOut.size()),
          leftOut);
    }
    if (samples.size() < crossValidateBelow && samples.size() < LEAST) {
      return new DatasetResult.Refused(
          "only %d labeled images are usable, but at least %d are needed; %d were excluded"
              .formatted(samples.size(), LEAST, leftOut.size()),
          leftOut);
    }
    if (samples.size() < crossValidateBelow) {
      return new DatasetResult.Ready(dataset);
    }
    for (Split side : Split.values()) {
      if (dataset.of(side).isEmpty()) {
        return new DatasetResult.Refused(
            "none of %d images is in the %s split: more labels are needed"
                .formatted(samples.size(), side.name().toLowerCase(java.util.Locale.ROOT)),
            leftOut);
      }
    }
    return new DatasetResult.Ready(dataset);
  }

  private static Excluded leftOut(LabeledImage image, Excluded.Reason reason, String detail) {
    return new Excluded(image.imageId(), image.label(), reason, detail);
  }
}
