package dev.weft.client.model;

import dev.weft.client.json.SentAsNull;
import dev.weft.client.rollout.UncertaintyPolicy;
import java.time.Instant;
import java.util.Map;

/**
 * What a policy for uncertain answers means for the version that serves.
 *
 * @param model its name
 * @param version the one that serves
 * @param policy that is asked about
 * @param thresholds beyond which answers are uncertain; null if nothing is said of them
 * @param note what to know of the policy; null if there is nothing to say
 * @param heldOut what they do to images that the version did not learn from; null if it came
 *     without answers for any
 * @param lastDay what they do to images of the last day that people labeled
 */
public record ModelUncertainty(
    String model,
    int version,
    UncertaintyPolicy policy,
    @SentAsNull Thresholds thresholds,
    @SentAsNull String note,
    @SentAsNull HeldOut heldOut,
    Labeled lastDay) {

  /**
   * Beyond them an answer is uncertain.
   *
   * @param minimumConfidence of the most probable label, 0..1
   * @param minimumConfidenceByClass the same of classes that have their own
   * @param maximumOutlierScore of the image; null if the version has no outlier score
   */
  public record Thresholds(
      double minimumConfidence,
      Map<String, Double> minimumConfidenceByClass,
      @SentAsNull Double maximumOutlierScore) {}

  /**
   * Of images that were held out when the version was made.
   *
   * @param images of the version's classes
   * @param answered of those, by an answer that is not uncertain
   * @param right of those answers
   * @param uncertainRight of the uncertain answers, those that would have been right
   * @param unknownImages of no class of the version
   * @param unknownUncertain of those
   */
  public record HeldOut(
      int images,
      int answered,
      int right,
      int uncertainRight,
      int unknownImages,
      int unknownUncertain) {}

  /**
   * Of images that came within a day and that people have labeled.
   *
   * @param since of images that came since then
   * @param sample whether there are more than were looked at
   * @param images that the version answered and people labeled
   * @param answered of those, by an answer that is not uncertain
   * @param right of those answers
   * @param uncertainRight of the uncertain answers, those that would have been right
   */
  public record Labeled(
      Instant since, boolean sample, int images, int answered, int right, int uncertainRight) {}
}
