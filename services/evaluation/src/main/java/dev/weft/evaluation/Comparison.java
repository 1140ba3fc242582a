package dev.weft.evaluation;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Predicate;

/**
 * Compares two versions on images that both answered and that neither was trained on. Images of a
 * class that only one of them knows are left out, since the other one could not be correct.
 */
public final class Comparison {

  /** Why the images are new to both versions. */
  public enum Basis {
    /** One was evaluated together with the other, which was then the serving version. */
    JUDGED_TOGETHER,
    /** Both were evaluated on them in their own trainings. */
    HELD_OUT_OF_BOTH
  }

  private final Basis basis;
  private final List<Pair> pairs;
  private final int leftOut;

  private Comparison(Basis basis, List<Pair> pairs, int leftOut) {
    this.basis = basis;
    this.pairs = pairs;
    this.leftOut = leftOut;
  }

  /** An image's label, and both answers. */
  private record Pair(String label, Given ours, Given theirs) {}

  /** An answer. */
  private record Given(boolean isRight, int score) {
    static Given of(String label, TopScores scores, List<String> classes) {
      return new Given(classes.get(scores.answer()).equals(label), scores.confidence());
    }

    boolean isRightAt(int threshold) {
      return isRight && score >= threshold;
    }
  }

  /**
   * Compares two versions. If the training of one recorded the answers of the other as the serving
   * version, these are compared; otherwise those of each version's own evaluation, with the labels
   * the first version's answers.
   *
   * @param answers of the first
   * @param version the first version's number
   * @param others the second version's answers; null if it has no evaluation
   * @param against the second version's number
   * @param tag restricts the images to those with a tag; null for all
   */
  public static Comparison of(
      EvaluationSet answers, int version, EvaluationSet others, int against, Tag tag) {
    if (served(answers, against)) {
      return together(answers, tag, false);
    }
    if (others != null && served(others, version)) {
      return together(others, tag, true);
    }
    return others == null
        ? new Comparison(Basis.HELD_OUT_OF_BOTH, List.of(), 0)
        : apart(answers, others, tag);
  }

  private static boolean served(EvaluationSet answers, int version) {
    return answers.serving() != null
        && answers.serving().version() == version
        && answers.images().stream().anyMatch(image -> image.serving() != null);
  }

  /**
   * @param asked the evaluation with the answers of both
   * @param isSecond whether it is the evaluation of the second version
   */
  private static Comparison together(EvaluationSet asked, Tag tag, boolean isSecond) {
    Predicate<EvaluatedImage> wanted = tagged(asked, tag);
    List<String> before = asked.serving().classes();
    Set<String> known = Set.copyOf(before);
    List<Pair> pairs = new ArrayList<>();
    int leftOut = 0;
    for (EvaluatedImage image : asked.images()) {
      if (image.serving() != null && wanted.test(image)) {
        String label = asked.classes().get(image.label());
        if (known.contains(label)) {
          Given now = Given.of(label, image.scores(), asked.classes());
          Given served = Given.of(label, image.serving(), before);
          pairs.add(isSecond ? new Pair(label, served, now) : new Pair(label, now, served));
        } else {
          leftOut++;
        }
      }
    }
    return new Comparison(Basis.JUDGED_TOGETHER, pairs, leftOut);
  }

  private static Comparison apart(EvaluationSet answers, EvaluationSet others, Tag tag) {
    Map<String, EvaluatedImage> theirs = new HashMap<>();
    others.images().forEach(image -> theirs.put(image.id(), image));
    Predicate<EvaluatedImage> wanted = tagged(answers, tag);
    Set<String> known = Set.copyOf(others.classes());
    List<Pair> pairs = new ArrayList<>();
    int leftOut = 0;
    for (EvaluatedImage image : answers.images()) {
      EvaluatedImage other = theirs.get(image.id());
      if (other != null && wanted.test(image)) {
        String label = answers.classes().get(image.label());
        if (known.contains(label)) {
          pairs.add(
              new Pair(
                  label,
                  Given.of(label, image.scores(), answers.classes()),
                  Given.of(label, other.scores(), others.classes())));
        } else {
          leftOut++;
        }
      }
    }
    return new Comparison(Basis.HELD_OUT_OF_BOTH, pairs, leftOut);
  }

  private static Predicate<EvaluatedImage> tagged(EvaluationSet answers, Tag tag) {
    if (tag == null) {
      return image -> true;
    }
    int place = answers.tags().indexOf(tag);
    return image -> image.tags().contains(place);
  }

  public Basis basis() {
    return basis;
  }

  /** Number of compared images. */
  public int images() {
    return pairs.size();
  }

  /** Number of images of classes that only one of the two knows. */
  public int leftOut() {
    return leftOut;
  }

  /** Returns the first version's figures on the compared images, by threshold. */
  public ThresholdFigures[] first(int... thresholds) {
    return figures(thresholds, true);
  }

  /** Returns the second version's figures on the compared images, by threshold. */
  public ThresholdFigures[] second(int... thresholds) {
    return figures(thresholds, false);
  }

  private ThresholdFigures[] figures(int[] thresholds, boolean ofFirst) {
    var counts = new ThresholdCounts(thresholds);
    for (Pair pair : pairs) {
      Given given = ofFirst ? pair.ours() : pair.theirs();
      counts.image();
      counts.answer(given.score(), given.isRight());
    }
    return counts.figures();
  }

  /** Returns the differences of the recalls, by threshold; there must be images. */
  public PairedDifference[] differences(int... thresholds) {
    return differences(pairs, thresholds);
  }

  private static PairedDifference[] differences(List<Pair> pairs, int[] thresholds) {
    return Arrays.stream(thresholds)
        .mapToObj(
            threshold -> {
              int[] counts = new int[4];
              for (Pair pair : pairs) {
                boolean ours = pair.ours().isRightAt(threshold);
                boolean theirs = pair.theirs().isRightAt(threshold);
                counts[ours ? theirs ? 0 : 1 : theirs ? 2 : 3]++;
              }
              return new PairedDifference(counts[0], counts[1], counts[2], counts[3]);
            })
        .toArray(PairedDifference[]::new);
  }

  /** Returns the same by class, sorted by name. */
  public Map<String, PairedDifference[]> byClass(int... thresholds) {
    Map<String, List<Pair>> shown = new TreeMap<>();
    pairs.forEach(pair -> shown.computeIfAbsent(pair.label(), any -> new ArrayList<>()).add(pair));
    Map<String, PairedDifference[]> differences = new TreeMap<>();
    shown.forEach((label, of) -> differences.put(label, differences(of, thresholds)));
    return differences;
  }
}
