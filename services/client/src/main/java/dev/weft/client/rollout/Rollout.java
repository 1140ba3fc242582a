package dev.weft.client.rollout;

import java.time.Instant;
import java.util.List;

/**
 * A rollout under way.
 *
 * @param id decides which images are the candidate's, together with their ids
 * @param version the candidate
 * @param from the version that served when it began; null if none did
 * @param phase how far it is
 * @param step of the steps, from 0; the number of steps if all are done
 * @param steps what it does
 * @param analysis what the candidate must show
 * @param weight per cent of the images that the candidate answers now
 * @param shadow per cent of the images that it classifies beside the serving version now
 * @param startedAt when it began
 * @param stepAt when the step began
 * @param exposedAt since when weight and shadow are what they are; measurements begin there
 * @param message for people: what it waits for, or why it is paused; null if there is nothing to
 *     say
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
   * A condition's newest measurement, and those before it in figures.
   *
   * @param metric of the condition
   * @param successCondition of the condition
   * @param verdict of the newest measurement
   * @param value that was measured; null if nothing could be
   * @param low lower end of its confidence interval; null without one
   * @param high upper end; null without one
   * @param samples images that it rests on: of the version that has fewer, or that both have
   * @param paired whether both versions were compared on the same images
   * @param sequential whether the interval holds at all looks at once, not only at this one
   * @param failures measurements that failed since the rollout began
   * @param inconclusive inconclusive ones in a row
   * @param successes successful ones in a row
   * @param at when it was measured
   * @param estimated of the condition
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

    /** Whether it measures a condition. */
    public boolean isOf(RolloutCondition condition) {
      return metric == condition.metric()
          && successCondition.equals(condition.successCondition())
          && estimated == Boolean.TRUE.equals(condition.estimated());
    }
  }
}
