package dev.weft.trainer.dataset;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * Labeled images whose class may have enough images, determined without reading any of them.
 *
 * @param images the images to read
 * @param leftOut images of classes that are too small by the labels alone
 */
public record Candidates(List<LabeledImage> images, List<Excluded> leftOut) {
  public Candidates {
    images = List.copyOf(images);
    leftOut = List.copyOf(leftOut);
  }

  /**
   * Selects the candidates by counting labels.
   *
   * @param labels the last label of each image
   * @param minImagesPerClass minimum number of images of a class
   */
  public static Candidates of(List<LabeledImage> labels, int minImagesPerClass) {
    return of(labels, ClassRules.of(minImagesPerClass));
  }

  /**
   * Selects the candidates by counting labels.
   *
   * @param labels the last label of each image
   */
  public static Candidates of(List<LabeledImage> labels, ClassRules rules) {
    Map<String, Long> counts =
        labels.stream().collect(Collectors.groupingBy(LabeledImage::label, Collectors.counting()));
    List<LabeledImage> images = new ArrayList<>();
    List<Excluded> leftOut = new ArrayList<>();
    for (LabeledImage image : labels) {
      long count = counts.get(image.label());
      if (rules.dropped().contains(image.label())) {
        leftOut.add(
            new Excluded(
                image.imageId(),
                image.label(),
                Excluded.Reason.CLASS_DROPPED,
                "the class %s was dropped by request".formatted(image.label())));
      } else if (rules.isEnough(image.label(), count)) {
        images.add(image);
      } else {
        leftOut.add(tooFew(image.imageId(), image.label(), count, rules.minImages()));
      }
    }
    return new Candidates(images, leftOut);
  }

  static Excluded tooFew(String imageId, String label, long count, int minimum) {
    return new Excluded(
        imageId,
        label,
        Excluded.Reason.TOO_FEW_IN_CLASS,
        "%d usable images, but at least %d are needed".formatted(count, minimum));
  }
}
