package dev.weft.client.rollout;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.util.Map;

/**
 * When a model's answers are uncertain, whichever version gives them. What is left out is as each
 * version was published with.
 *
 * @param answered share of images like those that the version learned from that is answered without
 *     being uncertain, above 0 and at most 1; null for none. Goes without {@code precision}
 * @param precision share of the answers that are not uncertain that is to be right, above 0 and
 *     below 1; null for none
 * @param perClass whether the target holds for the answers of each class by themselves; null for no
 * @param minimumConfidence of the most probable label, 0..1; null for none
 * @param minimumConfidenceByClass the same for answers whose most probable label is this one; may
 *     be null
 * @param maximumOutlierScore of the image; null for none
 */
@JsonInclude(JsonInclude.Include.NON_EMPTY)
public record UncertaintyPolicy(
    Double answered,
    Double precision,
    Boolean perClass,
    Double minimumConfidence,
    Map<String, Double> minimumConfidenceByClass,
    Double maximumOutlierScore) {

  /** As each version was published with. */
  public static final UncertaintyPolicy OF_VERSION =
      new UncertaintyPolicy(null, null, null, null, null, null);
}
