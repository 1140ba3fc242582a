package dev.weft.events.rollout;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.weft.events.Excerpt;
import dev.weft.events.Require;
import java.util.Locale;
import java.util.Objects;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A condition that a candidate must meet. A measurement has a confidence interval: it is a success
 * if the whole interval meets the condition, a failure if none of it does, and inconclusive
 * otherwise or with too few samples.
 *
 * @param metric what is measured
 * @param successCondition such as {@code difference >= -0.02}: the candidate's {@code value}, or
 *     its {@code difference} from or {@code ratio} to the serving version's
 * @param failureLimit failed measurements that are tolerated; one more ends the rollout. 0 if null
 * @param inconclusiveLimit consecutive inconclusive measurements of an analysis step that are
 *     tolerated; one more pauses the rollout. {@value #INCONCLUSIVE} if null
 * @param minimumSamples images of each compared version below which a measurement is inconclusive,
 *     {@value #SAMPLES} if null; labeled images for accuracy
 * @param estimated for accuracy: whether to estimate it on all images, from confidences corrected
 *     by labels, rather than to measure it on labeled images only. Inconclusive unless the
 *     confidences are calibrated on labeled images
 */
public record RolloutCondition(
    RolloutMetric metric,
    String successCondition,
    Integer failureLimit,
    Integer inconclusiveLimit,
    Integer minimumSamples,
    @JsonInclude(JsonInclude.Include.NON_DEFAULT) boolean estimated) {

  /** Pattern of {@link #successCondition}. */
  public static final String EXPRESSION =
      "(value|difference|ratio) *(>=|<=|>|<) *(-?[0-9]+(\\.[0-9]+)?)";

  static final int MAX_EXPRESSION = 100;

  private static final Pattern COMPILED = Pattern.compile(EXPRESSION);
  private static final int INCONCLUSIVE = 20;
  private static final int SAMPLES = 50;

  public RolloutCondition {
    Objects.requireNonNull(metric, "metric");
    Require.text("successCondition", successCondition, 1, MAX_EXPRESSION);
    Require.matching("successCondition", successCondition, COMPILED);
    failureLimit = failureLimit == null ? 0 : failureLimit;
    inconclusiveLimit = inconclusiveLimit == null ? INCONCLUSIVE : inconclusiveLimit;
    minimumSamples = minimumSamples == null ? SAMPLES : minimumSamples;
    Require.atLeast("failureLimit", failureLimit, 0);
    Require.atLeast("inconclusiveLimit", inconclusiveLimit, 0);
    Require.atLeast("minimumSamples", minimumSamples, 1);
    if (estimated && metric != RolloutMetric.ACCURACY) {
      throw new IllegalArgumentException(
          "only accuracy can be estimated, not " + metric.code() + "; omit estimated");
    }
    if (metric.comparesVersions() && !successCondition.startsWith("value")) {
      throw new IllegalArgumentException(
          metric.code()
              + " already compares two versions: its successCondition must use value, but is "
              + Excerpt.of(successCondition));
    }
  }

  /** A condition that is not estimated. */
  public RolloutCondition(
      RolloutMetric metric,
      String successCondition,
      Integer failureLimit,
      Integer inconclusiveLimit,
      Integer minimumSamples) {
    this(metric, successCondition, failureLimit, inconclusiveLimit, minimumSamples, false);
  }

  /** A condition with the default limits. */
  public RolloutCondition(RolloutMetric metric, String successCondition) {
    this(metric, successCondition, null, null, null);
  }

  /** The compared quantity. */
  public enum Of {
    /** The candidate's own figure. */
    VALUE,
    /** The candidate's minus the serving version's. */
    DIFFERENCE,
    /** The candidate's divided by the serving version's. */
    RATIO
  }

  /** The compared quantity. */
  public Of of() {
    return Of.valueOf(parsed().group(1).toUpperCase(Locale.ROOT));
  }

  /** The bound that it is compared with. */
  public double bound() {
    return Double.parseDouble(parsed().group(3));
  }

  /** Whether a number meets it. */
  public boolean isMetBy(double number) {
    return switch (parsed().group(2)) {
      case ">=" -> number >= bound();
      case "<=" -> number <= bound();
      case ">" -> number > bound();
      default -> number < bound();
    };
  }

  private Matcher parsed() {
    Matcher matcher = COMPILED.matcher(successCondition);
    if (!matcher.matches()) {
      throw new IllegalStateException("not a valid condition: " + successCondition);
    }
    return matcher;
  }

  @Override
  public String toString() {
    return (estimated ? "estimated " : "") + metric.code() + " " + successCondition;
  }
}
