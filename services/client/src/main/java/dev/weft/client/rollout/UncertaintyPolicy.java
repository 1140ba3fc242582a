package dev.weft.client.rollout;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.util.Map;

/**
 * When a model's answers are uncertain, for all of its versions. Omitted components keep the rules
 * that each version was published with.
 *
 * @param answered target share of in-distribution images whose answers are not uncertain, above 0
 *     and at most 1; null for none. Excludes {@code precision}
 * @param precision target share of correct answers among those that are not uncertain, above 0 and
 *     below 1; null for none
 * @param perClass whether the target must hold for the answers of each class separately; null for
 *     no
 * @param minimumConfidence least probability of the most probable label, 0..1; null for none
 * @param minimumConfidenceByClass the same by most probable label; may be null
 * @param maximumOutlierScore highest outlier score of the image; null for none
 */
@JsonInclude(JsonInclude.Include.NON_EMPTY)
public record UncertaintyPolicy(
    Double answered,
    Double precision,
    Boolean perClass,
    Double minimumConfidence,
    Map<String, Double> minimumConfidenceByClass,
    Double maximumOutlierScore) {

  /** The rules that each version was published with. */
  public static final UncertaintyPolicy OF_VERSION =
      new UncertaintyPolicy(null, null, null, null, null, null);
}
