package dev.weft.client.rollout;

import java.util.List;

/**
 * How a model's versions are rolled out. In a request, null stands for the server's default.
 *
 * @param autoStart whether publishing a version starts a rollout; null for the default
 * @param strategy the strategy; null for the default
 * @param steps the steps; null or empty for the strategy's own
 * @param analysis the conditions that a candidate must meet; null for the default
 * @param keepVersions number of newest versions that are kept; 0 keeps all; null for the default
 * @param drift when live images count as drifted from the training images; null for the default
 * @param uncertainty when answers are uncertain; null for the rules that each version was published
 *     with
 */
public record RolloutPolicy(
    Boolean autoStart,
    RolloutStrategy strategy,
    List<RolloutStep> steps,
    Analysis analysis,
    Integer keepVersions,
    Drift drift,
    UncertaintyPolicy uncertainty) {

  /** A policy with each version's own rules for uncertain answers. */
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
   * The conditions that a candidate must meet while it shadows or answers.
   *
   * @param intervalSeconds seconds between measurements; null for the default
   * @param confidence level of the confidence intervals, above 0.5 and below 1; null for the
   *     default
   * @param conditions the conditions, all of which must be met; null for the default
   */
  public record Analysis(
      Integer intervalSeconds, Double confidence, List<RolloutCondition> conditions) {}

  /**
   * When live images count as drifted from the training images.
   *
   * @param threshold the threshold of the drift index, above 0; null for the default
   * @param minimumImages minimum number of images in a window; null for the default
   * @param retrain whether drift requests a training; null for the default
   */
  public record Drift(Double threshold, Integer minimumImages, Boolean retrain) {}
}
