package dev.weft.evaluation;

import java.util.Arrays;
import java.util.Comparator;
import java.util.stream.IntStream;

/**
 * A version's most probable classes for an image. Immutable.
 *
 * <p>Probabilities are stored as multiples of 1/{@value #ONE}, so that comparisons with thresholds
 * do not depend on their notation; those that round to 0 are omitted.
 */
public final class TopScores {

  /** The score of a probability of 1. */
  public static final int ONE = 100_000;

  private final int[] classes;
  private final int[] scores;

  /**
   * @param classes indices of the classes, most probable first
   * @param scores in the same order, 1..{@link #ONE}
   * @throws IllegalArgumentException if they are empty, not in order, or out of range
   */
  TopScores(int[] classes, int[] scores) {
    if (classes.length == 0 || classes.length != scores.length) {
      throw new IllegalArgumentException(
          "%d classes with %d probabilities are not a prediction"
              .formatted(classes.length, scores.length));
    }
    for (int i = 0; i < scores.length; i++) {
      if (scores[i] < 1 || scores[i] > ONE) {
        throw new IllegalArgumentException(
            "%s is not a probability above 0".formatted((double) scores[i] / ONE));
      }
      if (i > 0 && scores[i] > scores[i - 1]) {
        throw new IllegalArgumentException("the probabilities are not in descending order");
      }
    }
    this.classes = classes.clone();
    this.scores = scores.clone();
  }

  /**
   * Selects the largest of a version's probabilities; equal ones in the order of the classes.
   *
   * @param probabilities the probabilities of all classes, 0..1
   * @param most maximum number of classes to keep, at least 1
   */
  public static TopScores of(float[] probabilities, int most) {
    int[] order =
        IntStream.range(0, probabilities.length)
            .boxed()
            .sorted(Comparator.<Integer>comparingDouble(i -> -probabilities[i]))
            .limit(most)
            .mapToInt(Integer::intValue)
            .toArray();
    int[] scores =
        Arrays.stream(order).map(i -> Math.min(ONE, Math.round(probabilities[i] * ONE))).toArray();
    // The answer is kept even if its probability rounds to 0.
    scores[0] = Math.max(1, scores[0]);
    int kept = 1;
    while (kept < scores.length && scores[kept] > 0) {
      kept++;
    }
    return new TopScores(Arrays.copyOf(order, kept), Arrays.copyOf(scores, kept));
  }

  /** Returns the least score that meets a threshold of 0..1. */
  public static int threshold(double probability) {
    if (!(probability >= 0 && probability <= 1)) {
      throw new IllegalArgumentException(
          "a threshold must be between 0 and 1, but is " + probability);
    }
    // 0.29 * 100000 is slightly more than 29000, a score that must meet the threshold.
    return (int) Math.ceil(probability * ONE - 1e-6);
  }

  /** Returns the index of the most probable class. */
  public int answer() {
    return classes[0];
  }

  /** Returns the score of the most probable class. */
  public int confidence() {
    return scores[0];
  }

  /** Number of recorded classes. */
  public int size() {
    return classes.length;
  }

  /** Returns the index of the class at a rank, 0 for the most probable. */
  public int classAt(int place) {
    return classes[place];
  }

  /** Returns the score of the class at a rank, 0 for the most probable. */
  public int scoreAt(int place) {
    return scores[place];
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof TopScores top
        && Arrays.equals(classes, top.classes)
        && Arrays.equals(scores, top.scores);
  }

  @Override
  public int hashCode() {
    return 31 * Arrays.hashCode(classes) + Arrays.hashCode(scores);
  }

  @Override
  public String toString() {
    return "classes %s with scores %s".formatted(Arrays.toString(classes), Arrays.toString(scores));
  }
}
