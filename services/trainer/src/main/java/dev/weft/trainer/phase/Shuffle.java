package dev.weft.trainer.phase;

import java.util.SplittableRandom;

/**
 * Random order and augmentations of an epoch; the same for the same seed and epoch, even after a
 * restart.
 */
public final class Shuffle {
  private final int[] order;
  private final int[] views;

  private Shuffle(int[] order, int[] views) {
    this.order = order;
    this.views = views;
  }

  /**
   * Draws an epoch.
   *
   * @param views number of augmentations of each image, at least 1
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

  /** Returns the image at a position of the epoch. */
  public int image(int place) {
    return order[place];
  }

  /** Returns the index of its augmentation, from 0. */
  public int view(int place) {
    return views[place];
  }
}
