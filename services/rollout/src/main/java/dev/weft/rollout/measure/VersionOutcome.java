package dev.weft.rollout.measure;

import dev.weft.events.model.Role;
import java.util.Objects;

/**
 * What became of an image with one version.
 *
 * @param cell where it is counted
 * @param kind what happened
 * @param label that was predicted; null if none was
 * @param confidence probability of that label; null if none was predicted, or it was stored before
 *     this was
 */
record VersionOutcome(PartitionWindow cell, Kind kind, String label, Double confidence) {

  VersionOutcome {
    Objects.requireNonNull(cell, "cell");
    Objects.requireNonNull(kind, "kind");
  }

  enum Kind {
    CLASSIFIED,
    FAILED,
    REJECTED
  }

  /** Whether it says again what another says, perhaps at another time. */
  boolean repeats(VersionOutcome other) {
    return kind == other.kind
        && cell.role() == other.cell.role()
        && cell.model().equals(other.cell.model());
  }

  /** Whether both predict, for one image: a shadow, and a version that answers. */
  boolean isComparedWith(VersionOutcome other) {
    return kind == Kind.CLASSIFIED
        && other.kind == Kind.CLASSIFIED
        && isShadow() != other.isShadow()
        && !cell.model().equals(other.cell.model());
  }

  /**
   * Whether labels of the image compare the two: versions of one model, one of them a shadow. That
   * is so with those whose predictions are compared, but for other models.
   */
  boolean isPairedWith(VersionOutcome other) {
    return isComparedWith(other) && cell.model().name().equals(other.cell.model().name());
  }

  boolean isRight(String truth) {
    return truth.equals(label);
  }

  private boolean isShadow() {
    return cell.role() == Role.SHADOW;
  }
}
