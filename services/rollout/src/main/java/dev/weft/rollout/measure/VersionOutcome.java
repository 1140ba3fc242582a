package dev.weft.rollout.measure;

import dev.weft.events.model.ServingRole;
import java.util.Objects;

/**
 * Outcome of an image with one version.
 *
 * @param cell in which it is counted
 * @param kind what happened
 * @param label predicted; null if none was
 * @param confidence probability of that label; null if none was predicted, or in entries stored
 *     before this field existed
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

  /** Whether it repeats another outcome, possibly with another time. */
  boolean repeats(VersionOutcome other) {
    return kind == other.kind
        && cell.role() == other.cell.role()
        && cell.model().equals(other.cell.model());
  }

  /**
   * Whether the predictions of the two for one image are compared: one is a shadow's, the other an
   * answering version's.
   */
  boolean isComparedWith(VersionOutcome other) {
    return kind == Kind.CLASSIFIED
        && other.kind == Kind.CLASSIFIED
        && isShadow() != other.isShadow()
        && !cell.model().equals(other.cell.model());
  }

  /**
   * Whether labels of the image compare the two: their predictions are compared, and they are
   * versions of the same model.
   */
  boolean isPairedWith(VersionOutcome other) {
    return isComparedWith(other) && cell.model().name().equals(other.cell.model().name());
  }

  boolean isRight(String truth) {
    return truth.equals(label);
  }

  private boolean isShadow() {
    return cell.role() == ServingRole.SHADOW;
  }
}
