package dev.weft.trainer.dataset;

import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * What a version is made from, and judged on. Immutable; a few hundred bytes an image.
 *
 * @param classes names in the order of the logits, sorted
 * @param samples in the order of their image ids
 * @param leftOut in the order of their image ids
 */
public record Dataset(List<String> classes, List<Sample> samples, List<LeftOut> leftOut) {
  public Dataset {
    classes = List.copyOf(classes);
    samples = samples.stream().sorted(Comparator.comparing(Sample::imageId)).toList();
    leftOut = leftOut.stream().sorted(Comparator.comparing(LeftOut::imageId)).toList();
    Set<String> ids = new HashSet<>();
    for (Sample sample : samples) {
      if (sample.label() >= classes.size()) {
        throw new IllegalArgumentException(
            "%s has class %d of %d".formatted(sample.imageId(), sample.label(), classes.size()));
      }
      if (!ids.add(sample.imageId())) {
        throw new IllegalArgumentException(sample.imageId() + " is twice in the data set");
      }
    }
  }

  /** The samples of one side, in the order of their image ids. */
  public List<Sample> of(Side side) {
    return samples.stream().filter(sample -> sample.side() == side).toList();
  }

  /** Number of images by class, in the order of the classes. */
  public int[] counts(Side side) {
    int[] counts = new int[classes.size()];
    samples.stream()
        .filter(sample -> sample.side() == side)
        .forEach(sample -> counts[sample.label()]++);
    return counts;
  }

  /**
   * What an image of each class weighs in the loss, so that each class weighs the same in all, and
   * the average image 1: {@code images / (classes * images of the class)}.
   */
  public float[] classWeights() {
    int[] counts = counts(Side.TRAIN);
    int all = java.util.Arrays.stream(counts).sum();
    float[] weights = new float[counts.length];
    for (int i = 0; i < weights.length; i++) {
      weights[i] = counts[i] == 0 ? 0 : (float) all / (counts.length * counts[i]);
    }
    return weights;
  }
}
