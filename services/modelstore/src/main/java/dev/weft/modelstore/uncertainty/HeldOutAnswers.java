package dev.weft.modelstore.uncertainty;

import java.util.ArrayList;
import java.util.List;

/**
 * A version's answers for images that were held out of its training, from which thresholds are
 * derived.
 *
 * @param known answers for images of its classes
 * @param unknown answers for images of none of its classes; may be empty
 */
public record HeldOutAnswers(List<Answer> known, List<Answer> unknown) {

  /** Minimum number of known images for choosing thresholds. */
  public static final int LEAST_KNOWN = 20;

  /** Maximum number of answers of each kind; larger sets are sampled evenly. */
  public static final int MOST = 2_000;

  /** No answers. */
  public static final HeldOutAnswers NONE = new HeldOutAnswers(List.of(), List.of());

  public HeldOutAnswers {
    known = spread(known);
    unknown = spread(unknown);
  }

  private static List<Answer> spread(List<Answer> answers) {
    if (answers.size() <= MOST) {
      return List.copyOf(answers);
    }
    List<Answer> some = new ArrayList<>(MOST);
    for (int i = 0; i < MOST; i++) {
      some.add(answers.get((int) ((long) i * answers.size() / MOST)));
    }
    return List.copyOf(some);
  }

  /**
   * The answer for an image.
   *
   * @param label the most probable label
   * @param confidence its probability, 0..1
   * @param outlierScore arbitrary if the version has no outlier score
   * @param right whether it is the image's label
   */
  public record Answer(String label, double confidence, double outlierScore, boolean right) {
    public Answer {
      if (!(confidence >= 0 && confidence <= 1)) {
        throw new IllegalArgumentException(
            "a confidence must be between 0 and 1, but is " + confidence);
      }
      if (Double.isNaN(outlierScore)) {
        throw new IllegalArgumentException("an outlier score is not a number");
      }
    }

    boolean isUncertain(UncertaintyThresholds thresholds) {
      return thresholds.isUnlike(outlierScore) || thresholds.isLowConfidence(label, confidence);
    }
  }

  /** Whether there are enough answers to choose thresholds by. */
  public boolean canChoose() {
    return known.size() >= LEAST_KNOWN;
  }

  /**
   * The effect of thresholds.
   *
   * @param known number of images of the version's classes
   * @param knownRight those with a correct answer, uncertain or not
   * @param answered known images with an answer that is not uncertain
   * @param right correct ones among those
   * @param unknown number of images of no class
   * @param unknownUncertain those with an uncertain answer
   */
  public record Effect(
      int known, int knownRight, int answered, int right, int unknown, int unknownUncertain) {

    /** Share of known images that are answered; 0 without any. */
    public double answeredShare() {
      return share(answered, known);
    }

    /** Share of unknown images whose answers are uncertain; 0 without any. */
    public double unknownUncertainShare() {
      return share(unknownUncertain, unknown);
    }

    private static double share(int some, int all) {
      return all == 0 ? 0 : (double) some / all;
    }
  }

  /** Computes the effect of thresholds. */
  public Effect under(UncertaintyThresholds thresholds) {
    int answered = 0;
    int right = 0;
    int knownRight = 0;
    for (Answer answer : known) {
      knownRight += answer.right() ? 1 : 0;
      if (!answer.isUncertain(thresholds)) {
        answered++;
        right += answer.right() ? 1 : 0;
      }
    }
    int uncertain = 0;
    for (Answer answer : unknown) {
      uncertain += answer.isUncertain(thresholds) ? 1 : 0;
    }
    return new Effect(known.size(), knownRight, answered, right, unknown.size(), uncertain);
  }
}
