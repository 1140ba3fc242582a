package dev.weft.trainer.features;

import java.nio.FloatBuffer;

/** What a base says of images, ready to be read. */
@FunctionalInterface
public interface Features {

  /**
   * Copies an image's features to the target's position, which is moved behind them.
   *
   * @throws IllegalArgumentException if they are not there
   */
  void read(String sha256, boolean flipped, FloatBuffer target);
}
