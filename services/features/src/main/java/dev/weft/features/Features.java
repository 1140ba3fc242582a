package dev.weft.features;

import java.nio.FloatBuffer;

/** Access to features of images. */
@FunctionalInterface
public interface Features {

  /**
   * Copies the features of an image with an augmentation to the target's position, which is
   * advanced.
   *
   * @throws IllegalArgumentException if they are not available
   */
  void read(String sha256, Augmentation shown, FloatBuffer target);
}
