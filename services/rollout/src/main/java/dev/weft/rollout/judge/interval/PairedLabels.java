package dev.weft.rollout.judge.interval;

/**
 * Images that two versions classified and people labeled, by which of the two was right.
 *
 * @param both images that both versions were right about
 * @param only images that only this version was right about
 * @param other images that only the other version was right about
 * @param neither images that neither was right about
 */
public record PairedLabels(long both, long only, long other, long neither) {

  /** No images. */
  public static final PairedLabels NONE = new PairedLabels(0, 0, 0, 0);

  /** Total number of images. */
  public long labeled() {
    return both + only + other + neither;
  }

  /**
   * Adds images.
   *
   * @param images 1, or -1 to remove one
   */
  public PairedLabels plus(boolean right, boolean otherRight, int images) {
    return new PairedLabels(
        both + (right && otherRight ? images : 0),
        only + (right && !otherRight ? images : 0),
        other + (!right && otherRight ? images : 0),
        neither + (!right && !otherRight ? images : 0));
  }

  /** The sum of both. */
  public PairedLabels plus(PairedLabels more) {
    return new PairedLabels(
        both + more.both, only + more.only, other + more.other, neither + more.neither);
  }
}
