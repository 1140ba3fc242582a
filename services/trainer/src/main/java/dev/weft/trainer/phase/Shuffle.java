package dev.weft.trainer.phase;

import java.util.SplittableRandom;

/** What is random in an epoch; the same for the same seed and epoch, also after a restart. */
final class Shuffle {
  private final int[] order;
  private final boolean[] flipped;

  private Shuffle(int[] order, boolean[] flipped) {
    this.order = order;
    this.flipped = flipped;
  }

  static Shuffle of(int images, long seed, int epoch, boolean flips) {
    SplittableRandom random = new SplittableRandom(seed * 1_000_003 + epoch);
    int[] order = new int[images];
    boolean[] flipped = new boolean[images];
    for (int i = 0; i < images; i++) {
      int j = random.nextInt(i + 1);
      order[i] = order[j];
      order[j] = i;
      flipped[i] = flips && random.nextBoolean();
    }
    return new Shuffle(order, flipped);
  }

  /** The image at a place of the epoch. */
  int image(int place) {
    return order[place];
  }

  /** Whether it is shown with left and right swapped. */
  boolean flipped(int place) {
    return flipped[place];
  }
}
