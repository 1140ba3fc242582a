package dev.weft.client.rollout;

/**
 * What a candidate must show.
 *
 * @param metric what is measured; null for the default
 * @param successCondition such as {@code difference >= -0.02}: the candidate's {@code value}, or
 *     its {@code difference} from or {@code ratio} to the serving version's; null for the default
 * @param failureLimit failures that are borne; one more ends the rollout; null for the default
 * @param inconclusiveLimit inconclusive measurements in a row that are borne; one more pauses the
 *     rollout; null for the default
 * @param minimumSamples images of each compared version without which nothing is concluded; null
 *     for the default
 * @param estimated of accuracy: whether it is that on all images, estimated from confidences and
 *     corrected by labels; null for that on labeled images
 */
public record RolloutCondition(
    RolloutMetric metric,
    String successCondition,
    Integer failureLimit,
    Integer inconclusiveLimit,
    Integer minimumSamples,
    Boolean estimated) {

  /** Not estimated. */
  public RolloutCondition(
      RolloutMetric metric,
      String successCondition,
      Integer failureLimit,
      Integer inconclusiveLimit,
      Integer minimumSamples) {
    this(metric, successCondition, failureLimit, inconclusiveLimit, minimumSamples, null);
  }

  /** Such as {@code estimated accuracy value >= 0.9}. */
  @Override
  public String toString() {
    return (Boolean.TRUE.equals(estimated) ? "estimated " : "") + metric + " " + successCondition;
  }
}
