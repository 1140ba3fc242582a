package dev.weft.client.rollout;

import java.util.List;

/**
 * How a model's versions are rolled out. In a request, what is null has the server's default.
 *
 * @param autoStart whether a published version starts a rollout by itself; null for the default
 * @param strategy how; null for the default
 * @param steps null or empty for the strategy's own
 * @param analysis what a candidate must show; null for the default
 * @param keepVersions so many of the newest are kept; 0 keeps all; null for the default
 * @param drift when live images are no longer what the model learned from; null for the default
 * @param uncertainty when answers are uncertain; null for what each version was published with
 */
public record RolloutPolicy(
    Boolean autoStart,
    RolloutStrategy strategy,
    List<RolloutStep> steps,
    Analysis analysis,
    Integer keepVersions,
    Drift drift,
    UncertaintyPolicy uncertainty) {

  /** With each version's own rules for uncertain answers. */
  public RolloutPolicy(
      Boolean autoStart,
      RolloutStrategy strategy,
      List<RolloutStep> steps,
      Analysis analysis,
      Integer keepVersions,
      Drift drift) {
    this(autoStart, strategy, steps, analysis, keepVersions, drift, null);
  }

  /**
   * What a candidate must show while it shadows or answers.
   *
   * @param intervalSeconds from one measurement to the next; null for the default
   * @param confidence of the intervals that decide, above 0.5 and below 1; null for the default
   * @param conditions all of them must be met; null for the default
   */
  public record Analysis(
      Integer intervalSeconds, Double confidence, List<RolloutCondition> conditions) {}

  /**
   * When live images count as no longer what the model learned from.
   *
   * @param threshold of the drift figure, above 0; null for the default
   * @param minimumImages of a window; null for the default
   * @param retrain whether a training is requested then; null for the default
   */
  public record Drift(Double threshold, Integer minimumImages, Boolean retrain) {}
}
