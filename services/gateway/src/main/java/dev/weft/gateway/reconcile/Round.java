package dev.weft.gateway.reconcile;

/**
 * Result of a round.
 *
 * @param published number of events
 * @param tooOld number of objects without an event that are too old to be repaired, found by the
 *     last complete sweep
 * @param unusable number of objects that cannot be described by an event, or that the store does
 *     not return, found by the last complete sweep
 * @param capped whether it ended because the maximum number of events was reached
 */
public record Round(int published, int tooOld, int unusable, boolean capped) {

  /** The value before the first round. */
  static final Round NONE = new Round(0, 0, 0, false);
}
