package dev.weft.gateway.reconcile;

/**
 * What one look at the bucket came to.
 *
 * @param published events
 * @param tooOld objects that no event was seen for and that are older than what is published, as
 *     the last whole sweep has found
 * @param unusable objects that no event can name, or that the store does not give, likewise
 * @param capped whether it ended because it had published as many events as one round may
 */
public record Round(int published, int tooOld, int unusable, boolean capped) {

  /** Before the first one. */
  static final Round NONE = new Round(0, 0, 0, false);
}
