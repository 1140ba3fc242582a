package dev.weft.client.rollout;

/**
 * A condition that a candidate must meet.
 *
 * @param metric what is measured; null for the default
 * @param successCondition such as {@code difference >= -0.02}: the candidate's {@code value}, or
 *     its {@code difference} from or {@code ratio} to the serving version's; null for the default
 * @param failureLimit failed measurements that are tolerated; one more ends the rollout; null for
 *     the default
 * @param inconclusiveLimit consecutive inconclusive measurements that are tolerated; one more
 *     pauses the rollout; null for the default
 * @param minimumSamples images of each compared version below which a measurement is inconclusive;
 *     null for the default
 * @param estimated for accuracy: whether to estimate it on all images, from confidences corrected
 *     by labels; null for the accuracy on labeled images only
 */
public record RolloutCondition(
    RolloutMetric metric,
    String successCondition,
    Integer failureLimit,
    Integer inconclusiveLimit,
    Integer minimumSamples,
    Boolean estimated) {

  /** A condition that is not estimated. */
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
