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
 * Chooses thresholds by a version's answers for at least {@value HeldOutAnswers#LEAST_KNOWN}
 * held-out images.
 */
public final class ThresholdChoice {

  /** Number of divisions of the unanswered share that are tried on each side of one half. */
  private static final int MOST_DIVISIONS = 100;

  private final HeldOutAnswers answers;

  /**
   * @throws IllegalArgumentException if there are too few answers
   */
  public ThresholdChoice(HeldOutAnswers answers) {
    if (!answers.canChoose()) {
      throw new IllegalArgumentException(
          answers.known().size() + " images are too few to choose thresholds");
    }
    this.answers = answers;
  }

  /**
   * Chooses thresholds by which a share of the known images is answered. The unanswered share is
   * divided between high outlier scores and low confidences such that most images of no class are
   * uncertain, or half and half if there are none.
   *
   * @param wanted share of known images to answer, above 0 and at most 1
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
   * Does so for the answers of each class separately, if the class has enough held-out answers;
   * other classes have the common threshold.
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
   * Chooses the lowest confidence threshold at which the wanted share of the answers that are not
   * uncertain is correct. Answers are added in order of decreasing confidence while their precision
   * is sufficient; fewer than {@value HeldOutAnswers#LEAST_KNOWN} answers are not evaluated. If
   * even those are not precise enough, nearly all answers are uncertain.
   *
   * @param highestScore outlier score above which answers are uncertain regardless of confidence
   * @param wanted share of correct answers, above 0 and below 1
   */
  public UncertaintyThresholds withPrecision(double wanted, double highestScore) {
    requireShare(wanted);
    return new UncertaintyThresholds(
        confidenceFor(wanted, highestScore, answers.known()), highestScore);
  }

  /**
   * Does so for the answers of each class that has enough of them; other classes have the common
   * threshold.
   */
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
        continue; // a threshold cannot separate equal values
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

  /** Number of images that may be uncertain; at least one is answered, however small the share. */
  private static int spare(int images, double wanted) {
    return Math.min(images - 1, (int) Math.floor((1 - wanted) * images + 1e-9));
  }

  private static void requireShare(double wanted) {
    if (!(wanted > 0 && wanted <= 1)) {
      throw new IllegalArgumentException(
          "the target share must be between 0 and 1, but is " + wanted);
    }
  }

  /**
   * @param forScore number of known images that may be uncertain because of their score
   * @param spare number of known images that may be uncertain in total
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
