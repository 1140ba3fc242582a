package dev.weft.modelstore.uncertainty;

import dev.weft.modelstore.uncertainty.HeldOutAnswers.Answer;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.stream.Collectors;

/**
 * Chooses thresholds by answers for images that a version did not learn from, of which there are at
 * least {@value HeldOutAnswers#LEAST_KNOWN}.
 */
public final class ThresholdChoice {

  /** So many ways of dividing what may be left unanswered are tried on each side of half. */
  private static final int MOST_DIVISIONS = 100;

  private final HeldOutAnswers answers;

  /**
   * @throws IllegalArgumentException if there are too few to choose by
   */
  public ThresholdChoice(HeldOutAnswers answers) {
    if (!answers.canChoose()) {
      throw new IllegalArgumentException(
          answers.known().size() + " images are too few to choose thresholds by");
    }
    this.answers = answers;
  }

  /**
   * So that a share of the known images is answered. What may be left unanswered is spent on images
   * that score high and on answers of low confidence: so that most images of no class are
   * uncertain, or half and half where there are none.
   *
   * @param wanted share of the known images that is answered, above 0 and at most 1
   */
  public UncertaintyThresholds answering(double wanted) {
    requireShare(wanted);
    int spare = spare(answers.known().size(), wanted);
    int even = (spare + 1) / 2;
    UncertaintyThresholds best = spending(even, spare);
    int found = answers.under(best).unknownUncertain();
    int step = Math.max(1, spare / MOST_DIVISIONS);
    for (int away = step; !answers.unknown().isEmpty() && away <= spare; away += step) {
      for (int forScore : new int[] {even + away, even - away}) {
        if (forScore >= 0 && forScore <= spare) {
          UncertaintyThresholds other = spending(forScore, spare);
          int uncertain = answers.under(other).unknownUncertain();
          if (uncertain > found) {
            best = other;
            found = uncertain;
          }
        }
      }
    }
    return best;
  }

  /**
   * So that a share of the answers of each class is left standing, as many as there are held-out
   * answers to choose by; the others are held to the threshold of all.
   *
   * @param wanted as for {@link #answering}
   */
  public UncertaintyThresholds answeringByClass(double wanted) {
    UncertaintyThresholds all = answering(wanted);
    return byClass(
        all,
        ofClass -> {
          List<Answer> like =
              ofClass.stream().filter(answer -> !all.isUnlike(answer.outlierScore())).toList();
          int left = spare(ofClass.size(), wanted) - (ofClass.size() - like.size());
          double[] confidences = sortedConfidences(like);
          return like.isEmpty()
              ? OptionalDouble.empty()
              : OptionalDouble.of(confidences[Math.max(0, Math.min(left, confidences.length - 1))]);
        });
  }

  /**
   * So that a share of the answers that are not uncertain is right, and as many as possible are
   * not: from the surest answer down, as long as the share of those so far is as wanted; of the
   * first {@value HeldOutAnswers#LEAST_KNOWN} alone, nothing is concluded. Where even those have
   * less, hardly any answer is not uncertain.
   *
   * @param highestScore above which an image is uncertain whatever the confidence
   * @param wanted share of the answers that is right, above 0 and below 1
   */
  public UncertaintyThresholds withPrecision(double wanted, double highestScore) {
    requireShare(wanted);
    return new UncertaintyThresholds(
        confidenceFor(wanted, highestScore, answers.known()), highestScore);
  }

  /** The same for the answers of each class that has enough of them; the others as all. */
  public UncertaintyThresholds withPrecisionByClass(double wanted, double highestScore) {
    return byClass(
        withPrecision(wanted, highestScore),
        ofClass -> OptionalDouble.of(confidenceFor(wanted, highestScore, ofClass)));
  }

  private static double confidenceFor(double wanted, double highestScore, List<Answer> known) {
    List<Answer> surest =
        known.stream()
            .filter(answer -> answer.outlierScore() <= highestScore)
            .sorted(Comparator.comparingDouble(Answer::confidence).reversed())
            .toList();
    double least = 1;
    int right = 0;
    for (int i = 0; i < surest.size(); i++) {
      right += surest.get(i).right() ? 1 : 0;
      boolean isLast = i + 1 == surest.size();
      double confidence = surest.get(i).confidence();
      if (!isLast && surest.get(i + 1).confidence() == confidence) {
        continue; // a threshold does not part equals
      }
      boolean isEnough = right >= wanted * (i + 1) - 1e-9;
      if (isEnough) {
        least = confidence;
      } else if (i + 1 >= HeldOutAnswers.LEAST_KNOWN) {
        break;
      }
    }
    return least;
  }

  private interface ClassRule {
    OptionalDouble confidence(List<Answer> ofClass);
  }

  private UncertaintyThresholds byClass(UncertaintyThresholds all, ClassRule rule) {
    Map<String, Double> own = new HashMap<>();
    answers.known().stream()
        .collect(Collectors.groupingBy(Answer::label))
        .forEach(
            (label, ofClass) -> {
              if (ofClass.size() >= HeldOutAnswers.LEAST_KNOWN) {
                rule.confidence(ofClass).ifPresent(value -> own.put(label, value));
              }
            });
    return new UncertaintyThresholds(all.minimumConfidence(), own, all.maximumOutlierScore());
  }

  private static int spare(int images, double wanted) {
    return (int) Math.floor((1 - wanted) * images + 1e-9);
  }

  private static void requireShare(double wanted) {
    if (!(wanted > 0 && wanted <= 1)) {
      throw new IllegalArgumentException("a share is wanted of 0..1, not " + wanted);
    }
  }

  /**
   * @param forScore so many known images may be uncertain for their score
   * @param spare so many in all
   */
  private UncertaintyThresholds spending(int forScore, int spare) {
    List<Answer> known = answers.known();
    double[] scores = known.stream().mapToDouble(Answer::outlierScore).sorted().toArray();
    double highest = scores[known.size() - 1 - forScore];
    List<Answer> like = known.stream().filter(answer -> answer.outlierScore() <= highest).toList();
    int unlike = known.size() - like.size();
    double least = sortedConfidences(like)[Math.min(spare - unlike, like.size() - 1)];
    return new UncertaintyThresholds(least, highest);
  }

  private static double[] sortedConfidences(List<Answer> some) {
    double[] confidences = some.stream().mapToDouble(Answer::confidence).toArray();
    Arrays.sort(confidences);
    return confidences;
  }
}
