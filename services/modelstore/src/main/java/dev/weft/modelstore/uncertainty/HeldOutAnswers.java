package dev.weft.modelstore.uncertainty;

import java.util.ArrayList;
import java.util.List;

/**
 * What a version said of images that it did not learn from: thresholds are chosen by them.
 *
 * @param known answers for images of its classes
 * @param unknown answers for images of none of its classes; may be empty
 */
public record HeldOutAnswers(List<Answer> known, List<Answer> unknown) {

  /** Fewer known images say too little to choose thresholds by. */
  public static final int LEAST_KNOWN = 20;

  /** Of each kind; of more, as many are kept, spread evenly. */
  public static final int MOST = 2_000;

  /** A version that was published without any. */
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
   * One image's.
   *
   * @param label the most probable
   * @param confidence its probability, 0..1
   * @param outlierScore any number where the version has none
   * @param right whether the image shows that
   */
  public record Answer(String label, double confidence, double outlierScore, boolean right) {
    public Answer {
      if (!(confidence >= 0 && confidence <= 1)) {
        throw new IllegalArgumentException("a confidence lies in 0..1, but is " + confidence);
      }
      if (Double.isNaN(outlierScore)) {
        throw new IllegalArgumentException("an outlier score is not a number");
      }
    }

    boolean isUncertain(UncertaintyThresholds thresholds) {
      return thresholds.isUnlike(outlierScore) || thresholds.isLowConfidence(label, confidence);
    }
  }

  /** Whether there are enough of them to choose thresholds by. */
  public boolean canChoose() {
    return known.size() >= LEAST_KNOWN;
  }

  /**
   * What thresholds do to them.
   *
   * @param known images of the version's classes
   * @param knownRight of those, whose answers are right, uncertain or not
   * @param answered of the known ones, by an answer that is not uncertain
   * @param right of those answers
   * @param unknown images of no class
   * @param unknownUncertain of those
   */
  public record Effect(
      int known, int knownRight, int answered, int right, int unknown, int unknownUncertain) {

    /** Share of known images that is answered; 0 of none. */
    public double answeredShare() {
      return share(answered, known);
    }

    /** Share of unknown images that is uncertain; 0 of none. */
    public double unknownUncertainShare() {
      return share(unknownUncertain, unknown);
    }

    private static double share(int some, int all) {
      return all == 0 ? 0 : (double) some / all;
    }
  }

  /** What thresholds do to them. */
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
