package dev.weft.rollout.judge.interval;

/**
 * Images that two versions classified and people labeled, by which of the two was right.
 *
 * @param both versions were right
 * @param only the version itself was
 * @param other only the other was
 * @param neither was
 */
public record PairedLabels(long both, long only, long other, long neither) {

  /** None. */
  public static final PairedLabels NONE = new PairedLabels(0, 0, 0, 0);

  /** How many. */
  public long labeled() {
    return both + only + other + neither;
  }

  /** With an image more, or one fewer. */
  public PairedLabels plus(boolean right, boolean otherRight, int images) {
    return new PairedLabels(
        both + (right && otherRight ? images : 0),
        only + (right && !otherRight ? images : 0),
        other + (!right && otherRight ? images : 0),
        neither + (!right && !otherRight ? images : 0));
  }

  /** Of both. */
  public PairedLabels plus(PairedLabels more) {
    return new PairedLabels(
        both + more.both, only + more.only, other + more.other, neither + more.neither);
  }
}
