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
 */
public record RolloutCondition(
    RolloutMetric metric,
    String successCondition,
    Integer failureLimit,
    Integer inconclusiveLimit,
    Integer minimumSamples) {}
