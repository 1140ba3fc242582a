package dev.weft.trainer.phase;

import java.util.SplittableRandom;

/** What is random in an epoch; the same for the same seed and epoch, also after a restart. */
public final class Shuffle {
  private final int[] order;
  private final int[] views;

  private Shuffle(int[] order, int[] views) {
    this.order = order;
    this.views = views;
  }

  /**
   * Draws.
   *
   * @param views ways in which each image can be shown, at least 1
   */
  public static Shuffle of(int images, long seed, int epoch, int views) {
    SplittableRandom random = new SplittableRandom(seed * 1_000_003 + epoch);
    int[] order = new int[images];
    int[] drawn = new int[images];
    for (int i = 0; i < images; i++) {
      int j = random.nextInt(i + 1);
      order[i] = order[j];
      order[j] = i;
      if (views == 2) {
        drawn[i] = random.nextBoolean() ? 1 : 0;
      } else if (views > 2) {
        drawn[i] = random.nextInt(views);
      }
    }
    return new Shuffle(order, drawn);
  }

  /** The image at a place of the epoch. */
  public int image(int place) {
    return order[place];
  }

  /** In which of the ways it is shown, from 0. */
  public int view(int place) {
    return views[place];
  }
}
