package dev.weft.events.rollout;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.weft.events.label.Label;
import java.util.Collections;
import java.util.Map;
import java.util.TreeMap;

/**
 * When a model's answers are uncertain, for all of its versions. For a target, each version derives
 * thresholds of its own from images that were held out of its training; explicit thresholds
 * override those of a target or of the version. Omitted components keep the rules that the version
 * was published with.
 *
 * @param answered target share of in-distribution images whose answers are not uncertain, above 0
 *     and at most 1; excludes {@code precision}
 * @param precision target share of correct answers among those that are not uncertain, above 0 and
 *     below 1, at the largest possible share of answers
 * @param perClass whether the target must hold for the answers of each class separately, not for
 *     all together
 * @param minimumConfidence an answer is uncertain if its most probable label is less probable, 0..1
 * @param minimumConfidenceByClass the same for answers whose most probable label is this one; at
 *     most {@value #MAX_CLASSES}
 * @param maximumOutlierScore an answer is uncertain if its image's outlier score is higher; the
 *     scores of two versions may differ
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record UncertaintyPolicy(
    Double answered,
    Double precision,
    @JsonInclude(JsonInclude.Include.NON_DEFAULT) boolean perClass,
    Double minimumConfidence,
    @JsonInclude(JsonInclude.Include.NON_EMPTY) Map<String, Double> minimumConfidenceByClass,
    Double maximumOutlierScore) {

  /** Maximum number of classes with a threshold of their own. */
  public static final int MAX_CLASSES = 1_000;

  /** The rules that each version was published with. */
  public static final UncertaintyPolicy OF_VERSION =
      new UncertaintyPolicy(null, null, false, null, null, null);

  public UncertaintyPolicy {
    if (answered != null && !(answered > 0 && answered <= 1)) {
      throw new IllegalArgumentException(
          "uncertainty.answered must be greater than 0 and at most 1, but is " + answered);
    }
    if (precision != null && !(precision > 0 && precision < 1)) {
      throw new IllegalArgumentException(
          "uncertainty.precision must be greater than 0 and less than 1, but is " + precision);
    }
    if (answered != null && precision != null) {
      throw new IllegalArgumentException(
          "uncertainty must have either answered or precision, but has both; omit one of them");
    }
    if (perClass && answered == null && precision == null) {
      throw new IllegalArgumentException(
          "uncertainty.perClass requires answered or precision; add one of them, or use"
              + " minimumConfidenceByClass for fixed thresholds");
    }
    probability("uncertainty.minimumConfidence", minimumConfidence);
    minimumConfidenceByClass = checked(minimumConfidenceByClass);
    if (maximumOutlierScore != null && !Double.isFinite(maximumOutlierScore)) {
      throw new IllegalArgumentException(
          "uncertainty.maximumOutlierScore must be finite, but is " + maximumOutlierScore);
    }
  }

  private static void probability(String name, Double value) {
    if (value != null && !(value >= 0 && value <= 1)) {
      throw new IllegalArgumentException(name + " must be between 0 and 1, but is " + value);
    }
  }

  private static Map<String, Double> checked(Map<String, Double> byClass) {
    var sorted = new TreeMap<String, Double>(byClass == null ? Map.of() : byClass);
    if (sorted.size() > MAX_CLASSES) {
      throw new IllegalArgumentException(
          "uncertainty.minimumConfidenceByClass must have at most %d classes, but has %d"
              .formatted(MAX_CLASSES, sorted.size()));
    }
    sorted.forEach(
        (label, value) -> {
          Label.require(label);
          String name = "uncertainty.minimumConfidenceByClass." + label;
          if (value == null) {
            throw new IllegalArgumentException(name + " has no value; omit the class");
          }
          probability(name, value);
        });
    return Collections.unmodifiableMap(sorted);
  }
}
