package dev.weft.trainer.features;

import java.nio.FloatBuffer;

/** What a base says of images, ready to be read. */
@FunctionalInterface
public interface Features {

  /**
   * Copies the features of an image, shown in one way, to the target's position, which is moved
   * behind them.
   *
   * @throws IllegalArgumentException if they are not there
   */
  void read(String sha256, Augmentation shown, FloatBuffer target);
}
