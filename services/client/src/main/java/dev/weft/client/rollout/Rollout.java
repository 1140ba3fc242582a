package dev.weft.client.rollout;

import java.time.Instant;
import java.util.List;

/**
 * A rollout in progress.
 *
 * @param id its id; together with an image's id it decides whether the candidate gets the image
 * @param version the candidate
 * @param from the version that served when it began; null if none did
 * @param phase its phase
 * @param step index of the current step, from 0; the number of steps if all are done
 * @param steps its steps
 * @param analysis the conditions that the candidate must meet
 * @param weight percentage of images that the candidate answers
 * @param shadow percentage of images that it classifies as a shadow of the serving version
 * @param startedAt when it began
 * @param stepAt when the step began
 * @param exposedAt when weight or shadow last changed; measurements start there
 * @param message for people: what it waits for, or why it is paused; null for none
 * @param measured each condition's newest measurement
 */
public record Rollout(
    String id,
    int version,
    Integer from,
    RolloutPhase phase,
    int step,
    List<RolloutStep> steps,
    RolloutPolicy.Analysis analysis,
    int weight,
    int shadow,
    Instant startedAt,
    Instant stepAt,
    Instant exposedAt,
    String message,
    List<Measured> measured) {

  /**
   * A condition's newest measurement, and counts of earlier ones.
   *
   * @param metric the condition's metric
   * @param successCondition the condition's expression
   * @param verdict the verdict of the newest measurement
   * @param value the measured value; null if nothing could be measured
   * @param low lower bound of its confidence interval; null without one
   * @param high upper bound; null without one
   * @param samples sample size: images of the version that has fewer, or images that both
   *     classified
   * @param paired whether both versions were compared on the same images
   * @param sequential whether the interval is valid for all measurements together (a confidence
   *     sequence), not only for this one
   * @param failures measurements that failed since the rollout began
   * @param inconclusive consecutive inconclusive measurements
   * @param successes consecutive successful measurements
   * @param at when it was measured
   * @param estimated the condition's {@code estimated}
   */
  public record Measured(
      RolloutMetric metric,
      String successCondition,
      Verdict verdict,
      Double value,
      Double low,
      Double high,
      long samples,
      boolean paired,
      boolean sequential,
      int failures,
      int inconclusive,
      int successes,
      Instant at,
      boolean estimated) {

    /** Returns whether this measures a condition. */
    public boolean isOf(RolloutCondition condition) {
      return metric == condition.metric()
          && successCondition.equals(condition.successCondition())
          && estimated == Boolean.TRUE.equals(condition.estimated());
    }
  }
}
