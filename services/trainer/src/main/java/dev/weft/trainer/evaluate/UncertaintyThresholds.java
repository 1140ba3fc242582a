package dev.weft.trainer.evaluate;

import java.util.Arrays;

/**
 * When an answer is uncertain, chosen so that a wanted share of known images is answered.
 *
 * @param leastConfidence an answer is uncertain if its most probable label is less probable
 * @param highestScore an answer is uncertain if its image's outlier score is higher
 * @param images known ones, by which it was chosen; the version has not learned from any
 * @param answered share of them that is not uncertain
 * @param unknownImages of no class, by which it was chosen; may be 0
 * @param unknownUncertain share of those that is uncertain; 0 if there are none
 */
public record UncertaintyThresholds(
    double leastConfidence,
    double highestScore,
    int images,
    double answered,
    int unknownImages,
    double unknownUncertain) {

  /** Fewer known images say too little of it. */
  public static final int LEAST_IMAGES = 20;

  /**
   * Chooses. What may be left unanswered is spent on images that score high and on answers of low
   * confidence: so that most images of no class are uncertain, or half and half where there are
   * none.
   *
   * @param known images of the version's classes that it has not learned from
   * @param unknown images of none of them
   * @param wanted share of the known ones that is to be answered, above 0 and at most 1
   */
  public static UncertaintyThresholds choose(Answered known, Answered unknown, double wanted) {
    if (!(wanted > 0 && wanted <= 1)) {
      throw new IllegalArgumentException("the share that is answered is 0..1, not " + wanted);
    }
    int n = known.size();
    if (n < LEAST_IMAGES) {
      throw new IllegalArgumentException(n + " images are too few to choose thresholds by");
    }
    int spare = (int) Math.floor((1 - wanted) * n + 1e-9);
    int even = (spare + 1) / 2;
    UncertaintyThresholds best = of(known, unknown, even, spare);
    for (int away = 1; unknown.size() > 0 && away <= spare; away++) {
      for (int forScore : new int[] {even + away, even - away}) {
        if (forScore >= 0 && forScore <= spare) {
          UncertaintyThresholds other = of(known, unknown, forScore, spare);
          best = other.unknownUncertain > best.unknownUncertain ? other : best;
        }
      }
    }
    return best;
  }

  /**
   * What was said of some images.
   *
   * @param scores outlier scores
   * @param confidences the most probable label's probability
   */
  @SuppressWarnings("ArrayRecordComponent")
  public record Answered(double[] scores, double[] confidences) {
    /** Of no image. */
    public static final Answered NONE = new Answered(new double[0], new double[0]);

    public Answered {
      if (scores.length != confidences.length) {
        throw new IllegalArgumentException(
            "%d scores of %d images".formatted(scores.length, confidences.length));
      }
    }

    int size() {
      return scores.length;
    }
  }

  /**
   * @param forScore so many known images may be uncertain for their score
   * @param spare so many in all
   */
  private static UncertaintyThresholds of(
      Answered known, Answered unknown, int forScore, int spare) {
    int n = known.size();
    double[] scores = known.scores().clone();
    Arrays.sort(scores);
    double highest = scores[n - 1 - forScore];
    int unlike = 0;
    for (double score : scores) {
      unlike += score > highest ? 1 : 0;
    }
    double[] confidences = new double[n - unlike];
    int like = 0;
    for (int i = 0; i < n; i++) {
      if (known.scores()[i] <= highest) {
        confidences[like++] = known.confidences()[i];
      }
    }
    Arrays.sort(confidences);
    double least = confidences[Math.min(spare - unlike, like - 1)];
    return new UncertaintyThresholds(
        least,
        highest,
        n,
        1 - uncertain(known, least, highest),
        unknown.size(),
        uncertain(unknown, least, highest));
  }

  private static double uncertain(Answered images, double least, double highest) {
    int count = 0;
    for (int i = 0; i < images.size(); i++) {
      count += images.scores()[i] > highest || images.confidences()[i] < least ? 1 : 0;
    }
    return images.size() == 0 ? 0 : (double) count / images.size();
  }
}
