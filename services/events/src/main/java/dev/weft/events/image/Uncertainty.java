package dev.weft.events.image;

import java.util.HashSet;
import java.util.List;
import java.util.Objects;

/**
 * Whether an answer is uncertain, by the rules that were published with its version.
 *
 * @param reasons why the answer is uncertain; empty if it is not
 * @param outlierScore distance of the image from the version's training images: the higher, the
 *     less alike; null if the version has no such score. Comparable within a version only
 */
public record Uncertainty(List<UncertaintyReason> reasons, Double outlierScore) {
  public Uncertainty {
    Objects.requireNonNull(reasons, "uncertainty.reasons");
    reasons = List.copyOf(reasons);
    if (new HashSet<>(reasons).size() != reasons.size()) {
      throw new IllegalArgumentException("uncertainty contains a reason twice: " + reasons);
    }
    if (outlierScore != null && !Double.isFinite(outlierScore)) {
      throw new IllegalArgumentException(
          "uncertainty.outlierScore must be finite, but is " + outlierScore);
    }
  }
}
