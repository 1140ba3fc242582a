package dev.weft.trainer.dataset;

import java.util.Arrays;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.IntStream;

/**
 * The images that a version is trained and evaluated on. Immutable; a few hundred bytes per image.
 *
 * @param classes names in the order of the logits, sorted; some may have no image
 * @param samples sorted by image id
 * @param leftOut sorted by image id
 */
public record TrainingDataset(List<String> classes, List<Sample> samples, List<Excluded> leftOut) {
  public TrainingDataset {
    classes = List.copyOf(classes);
    samples = samples.stream().sorted(Comparator.comparing(Sample::imageId)).toList();
    leftOut = leftOut.stream().sorted(Comparator.comparing(Excluded::imageId)).toList();
    Set<String> ids = new HashSet<>();
    for (Sample sample : samples) {
      if (sample.label() >= classes.size()) {
        throw new IllegalArgumentException(
            "%s has class index %d, but there are %d classes"
                .formatted(sample.imageId(), sample.label(), classes.size()));
      }
      if (!ids.add(sample.imageId())) {
        throw new IllegalArgumentException(sample.imageId() + " is in the data set twice");
      }
    }
  }

  /** Returns the samples of a split, sorted by image id. */
  public List<Sample> of(Split side) {
    return samples.stream().filter(sample -> sample.side() == side).toList();
  }

  /**
   * Returns the same images with more classes.
   *
   * @param wider a superset of the current classes
   */
  public TrainingDataset withClasses(List<String> wider) {
    return new TrainingDataset(
        wider,
        samples.stream()
            .map(
                sample ->
                    new Sample(
                        sample.imageId(),
                        sample.object(),
                        wider.indexOf(classes.get(sample.label())),
                        sample.side(),
                        sample.tags()))
            .toList(),
        leftOut);
  }

  /** Returns the same data set with only the samples that match. */
  public TrainingDataset only(Predicate<Sample> wanted) {
    return new TrainingDataset(classes, samples.stream().filter(wanted).toList(), leftOut);
  }

  /** Returns the number of images of a class, in all splits. */
  public int images(int label) {
    return (int) samples.stream().filter(sample -> sample.label() == label).count();
  }

  /** Returns the number of images by class, in the order of the classes. */
  public int[] counts(Split side) {
    int[] counts = new int[classes.size()];
    samples.stream()
        .filter(sample -> sample.side() == side)
        .forEach(sample -> counts[sample.label()]++);
    return counts;
  }

  /**
   * Returns the weight of an image of each class in the loss, for a training on the training split.
   */
  public float[] classWeights() {
    return classWeights(counts(Split.TRAIN));
  }

  /**
   * Returns the weight of an image of each class in the loss, so that all non-empty classes have
   * the same total weight and the average image has weight 1: {@code images / (classes * images of
   * the class)}.
   *
   * @param counts number of images by class
   */
  public static float[] classWeights(int[] counts) {
    return classWeights(counts, 1);
  }

  /**
   * The same with a strength.
   *
   * @param balance from 0, where each image has weight 1, to 1, where all classes have the same
   *     total weight
   */
  public static float[] classWeights(int[] counts, double balance) {
    float[] weights = evenWeights(counts);
    double sum = 0;
    for (int i = 0; i < weights.length; i++) {
      weights[i] = counts[i] == 0 ? 0 : (float) StrictMath.pow(weights[i], balance);
      sum += counts[i] * weights[i];
    }
    if (balance > 0 && balance < 1) {
      for (int i = 0; i < weights.length; i++) {
        weights[i] *= (float) (Arrays.stream(counts).sum() / sum);
      }
    }
    return weights;
  }

  private static float[] evenWeights(int[] counts) {
    int all = Arrays.stream(counts).sum();
    long shown = Arrays.stream(counts).filter(count -> count > 0).count();
    float[] weights = new float[counts.length];
    for (int i = 0; i < weights.length; i++) {
      weights[i] = counts[i] == 0 ? 0 : (float) all / (shown * counts[i]);
    }
    return weights;
  }

  /** Returns the classes without images in a split. */
  public List<String> classesWithout(Split side) {
    int[] images = counts(side);
    return IntStream.range(0, images.length)
        .filter(c -> images[c] == 0)
        .mapToObj(classes()::get)
        .toList();
  }
}
