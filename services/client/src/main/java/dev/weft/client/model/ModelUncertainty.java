package dev.weft.client.model;

import dev.weft.client.json.SentAsNull;
import dev.weft.client.rollout.UncertaintyPolicy;
import java.time.Instant;
import java.util.Map;

/**
 * The effect of a policy for uncertain answers on the serving version.
 *
 * @param model its name
 * @param version the serving version
 * @param policy the policy
 * @param thresholds the thresholds that result from it; null if there are none
 * @param note a remark for people; null for none
 * @param heldOut their effect on images that were held out of the version's training; null if it
 *     was published without predictions for any
 * @param lastDay their effect on images of the last day that people labeled
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
   * Thresholds beyond which an answer is uncertain.
   *
   * @param minimumConfidence least probability of the most probable label, 0..1
   * @param minimumConfidenceByClass the same for classes with a threshold of their own
   * @param maximumOutlierScore highest outlier score of the image; null if the version has no
   *     outlier score
   */
  public record Thresholds(
      double minimumConfidence,
      Map<String, Double> minimumConfidenceByClass,
      @SentAsNull Double maximumOutlierScore) {}

  /**
   * Effect on the images that were held out of the version's training.
   *
   * @param images number of images of the version's classes
   * @param answered those with an answer that is not uncertain
   * @param right correct ones among those
   * @param uncertainRight uncertain answers that would have been correct
   * @param unknownImages number of images of none of the version's classes
   * @param unknownUncertain those with an uncertain answer
   */
  public record HeldOut(
      int images,
      int answered,
      int right,
      int uncertainRight,
      int unknownImages,
      int unknownUncertain) {}

  /**
   * Effect on images of the last day that people have labeled.
   *
   * @param since start of the period
   * @param sample whether only a sample of them was evaluated
   * @param images number of images that the version answered and people labeled
   * @param answered those with an answer that is not uncertain
   * @param right correct ones among those
   * @param uncertainRight uncertain answers that would have been correct
   */
  public record Labeled(
      Instant since, boolean sample, int images, int answered, int right, int uncertainRight) {}
}
