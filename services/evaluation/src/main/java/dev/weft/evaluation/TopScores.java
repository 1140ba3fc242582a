package dev.weft.evaluation;

import java.util.Arrays;
import java.util.Comparator;
import java.util.stream.IntStream;

/**
 * A version's most probable classes of one image. Immutable.
 *
 * <p>Probabilities are kept as whole numbers of 1/{@value #ONE}, so that a threshold is met or not,
 * whatever they are written as; what rounds to 0 is not kept.
 */
public final class TopScores {

  /** The score of a probability of 1. */
  public static final int ONE = 100_000;

  private final int[] classes;
  private final int[] scores;

  /**
   * @param classes indexes, the most probable first
   * @param scores in the same order, 1..{@link #ONE}
   * @throws IllegalArgumentException if there are none, they are not in order, or one is no score
   */
  TopScores(int[] classes, int[] scores) {
    if (classes.length == 0 || classes.length != scores.length) {
      throw new IllegalArgumentException(
          "%d classes with %d probabilities are no answer"
              .formatted(classes.length, scores.length));
    }
    for (int i = 0; i < scores.length; i++) {
      if (scores[i] < 1 || scores[i] > ONE) {
        throw new IllegalArgumentException(
            "%s is no probability above 0".formatted((double) scores[i] / ONE));
      }
      if (i > 0 && scores[i] > scores[i - 1]) {
        throw new IllegalArgumentException("the probabilities do not fall");
      }
    }
    this.classes = classes.clone();
    this.scores = scores.clone();
  }

  /**
   * The largest of a version's probabilities; of equals the first class first.
   *
   * @param probabilities of all classes, 0..1
   * @param most how many are kept, at least 1
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
    // The answer is kept, however many classes share the probability.
    scores[0] = Math.max(1, scores[0]);
    int kept = 1;
    while (kept < scores.length && scores[kept] > 0) {
      kept++;
    }
    return new TopScores(Arrays.copyOf(order, kept), Arrays.copyOf(scores, kept));
  }

  /** The score that a probability must have to meet a threshold of 0..1. */
  public static int threshold(double probability) {
    if (!(probability >= 0 && probability <= 1)) {
      throw new IllegalArgumentException("a threshold lies in 0..1, not " + probability);
    }
    // 0.29 * 100000 is a little more than 29000, which 29000 is to meet.
    return (int) Math.ceil(probability * ONE - 1e-6);
  }

  /** The index of the most probable class. */
  public int answer() {
    return classes[0];
  }

  /** The score of the most probable class. */
  public int confidence() {
    return scores[0];
  }

  /** How many classes are kept. */
  public int size() {
    return classes.length;
  }

  /** The index of the class at a place, 0 for the most probable. */
  public int classAt(int place) {
    return classes[place];
  }

  /** The score of the class at a place, 0 for the most probable. */
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
