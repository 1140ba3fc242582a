package dev.weft.trainer.dataset;

import dev.weft.base.Sha256;
import java.nio.ByteBuffer;

/**
 * Assigns images to splits by their ids alone, so that an image's split never changes as the data
 * set grows.
 *
 * @param validation share of the images, 0..1
 * @param test share of the images, 0..1; the rest is for training
 */
public record SplitRatios(double validation, double test) {
  /** 70 % train, 15 % validation, 15 % test. */
  public static final SplitRatios DEFAULT = new SplitRatios(0.15, 0.15);

  public SplitRatios {
    if (!(validation > 0 && test > 0 && validation + test < 1)) {
      throw new IllegalArgumentException(
          "the shares of validation and test must be positive and leave a share for training, but are %s and %s"
              .formatted(validation, test));
    }
  }

  /** Returns the split of an image, from the first 53 bits of the SHA-256 of its id. */
  public Split sideOf(String imageId) {
    byte[] digest = Sha256.of(imageId);
    double position = (ByteBuffer.wrap(digest).getLong() >>> 11) * 0x1p-53;
    double train = 1 - validation - test;
    if (position < train) {
      return Split.TRAIN;
    }
    return position < train + validation ? Split.VALIDATION : Split.TEST;
  }
}
