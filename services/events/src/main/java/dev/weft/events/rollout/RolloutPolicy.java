package dev.weft.events.rollout;

import dev.weft.events.Require;
import java.util.HashSet;
import java.util.List;

/**
 * How a model's versions are rolled out. Null stands for the default; a policy that contradicts
 * itself is refused.
 *
 * @param autoStart whether publishing a version starts a rollout; true if null
 * @param strategy the strategy; {@code shadow-canary} if null
 * @param steps the strategy's own steps if null or empty
 * @param analysis the conditions that a candidate must meet; {@link Analysis#DEFAULT} if null
 * @param keepVersions number of newest versions that are kept, in addition to those in use; 0 keeps
 *     all, {@value #KEEP} if null
 * @param drift when live images count as drifted from the training images; {@link Drift#DEFAULT} if
 *     null
 * @param uncertainty when answers are uncertain; {@link UncertaintyPolicy#OF_VERSION} if null
 */
public record RolloutPolicy(
    Boolean autoStart,
    RolloutStrategy strategy,
    List<RolloutStep> steps,
    Analysis analysis,
    Integer keepVersions,
    Drift drift,
    UncertaintyPolicy uncertainty) {

  private static final int KEEP = 10;

  /** All defaults. */
  public static final RolloutPolicy DEFAULT =
      new RolloutPolicy(null, null, null, null, null, null, null);

  public RolloutPolicy {
    autoStart = autoStart == null || autoStart;
    strategy = strategy == null ? RolloutStrategy.SHADOW_CANARY : strategy;
    steps = steps == null || steps.isEmpty() ? RolloutSteps.of(strategy) : List.copyOf(steps);
    analysis = analysis == null ? Analysis.DEFAULT : analysis;
    keepVersions = keepVersions == null ? KEEP : keepVersions;
    drift = drift == null ? Drift.DEFAULT : drift;
    uncertainty = uncertainty == null ? UncertaintyPolicy.OF_VERSION : uncertainty;
    Require.atLeast("keepVersions", keepVersions, 0);
    RolloutSteps.require(strategy, steps, analysis.conditions());
    requireMeasurable(strategy, steps, analysis);
  }

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

  private static void requireMeasurable(
      RolloutStrategy strategy, List<RolloutStep> steps, Analysis analysis) {
    if (analysis.conditions().isEmpty() && steps.stream().anyMatch(s -> s.analysis() != null)) {
      throw new IllegalArgumentException(
          "an analysis step requires conditions, but there are none; add conditions, or omit the"
              + " step");
    }
    for (RolloutCondition condition : analysis.conditions()) {
      if (condition.metric() == RolloutMetric.AGREEMENT && !strategy.shadows()) {
        throw new IllegalArgumentException(
            "agreement is measured on the images of a shadow, but the strategy "
                + strategy.code()
                + " has none; omit the condition, or choose shadow-canary");
      }
    }
  }

  /**
   * The conditions that a candidate must meet while it shadows or answers.
   *
   * @param intervalSeconds seconds between measurements, at least 1; {@value #INTERVAL} if null
   * @param confidence level of the confidence intervals, above 0.5 and below 1; {@value
   *     #CONFIDENCE} if null
   * @param conditions the conditions, all of which must be met, at most {@value #MAX_CONDITIONS};
   *     the default ones if null
   */
  public record Analysis(
      Integer intervalSeconds, Double confidence, List<RolloutCondition> conditions) {

    private static final int MAX_CONDITIONS = 50;
    private static final int INTERVAL = 30;
    private static final double CONFIDENCE = 0.95;

    /** Hardly any failures, not much slower, and, once labels are available, not less accurate. */
    public static final Analysis DEFAULT = new Analysis(null, null, null);

    public Analysis {
      intervalSeconds = intervalSeconds == null ? INTERVAL : intervalSeconds;
      confidence = confidence == null ? CONFIDENCE : confidence;
      conditions = conditions == null ? defaults() : List.copyOf(conditions);
      Require.atLeast("intervalSeconds", intervalSeconds, 1);
      if (!(confidence > 0.5 && confidence < 1)) {
        throw new IllegalArgumentException(
            "confidence must be greater than 0.5 and less than 1, but is " + confidence);
      }
      if (conditions.size() > MAX_CONDITIONS) {
        throw new IllegalArgumentException(
            "an analysis must have at most "
                + MAX_CONDITIONS
                + " conditions, but has "
                + conditions.size());
      }
      var seen = new HashSet<String>();
      for (RolloutCondition condition : conditions) {
        if (!seen.add(condition.toString())) {
          throw new IllegalArgumentException("the condition " + condition + " occurs twice");
        }
      }
    }

    private static List<RolloutCondition> defaults() {
      return List.of(
          new RolloutCondition(RolloutMetric.FAILURE_RATE, "value <= 0.05"),
          new RolloutCondition(RolloutMetric.INFER_P95, "ratio <= 2"),
          new RolloutCondition(RolloutMetric.ACCURACY, "difference >= -0.1"));
    }
  }

  /**
   * When live images count as drifted from the training images.
   *
   * @param threshold population stability index above which drift is reported, above 0; {@value
   *     #THRESHOLD} if null, by convention a significant shift
   * @param minimumImages minimum number of classified images; {@value #IMAGES} if null
   * @param retrain whether drift requests a training; false if null
   */
  public record Drift(Double threshold, Integer minimumImages, Boolean retrain) {

    private static final double THRESHOLD = 0.25;
    private static final int IMAGES = 500;

    /** Drift is reported, and no training requested. */
    public static final Drift DEFAULT = new Drift(null, null, null);

    public Drift {
      threshold = threshold == null ? THRESHOLD : threshold;
      minimumImages = minimumImages == null ? IMAGES : minimumImages;
      retrain = retrain != null && retrain;
      if (!(threshold > 0 && Double.isFinite(threshold))) {
        throw new IllegalArgumentException(
            "drift.threshold must be greater than 0, but is " + threshold);
      }
      Require.atLeast("drift.minimumImages", minimumImages, 1);
    }
  }
}
