package dev.weft.trainer.features;

import dev.weft.trainer.dataset.ImageObject;
import java.util.Objects;

/**
 * What is wanted of one image.
 *
 * @param imageId names it in reports
 * @param object where its bytes lie
 * @param plain the image as it is
 * @param flipped the image with left and right swapped
 */
public record Views(String imageId, ImageObject object, boolean plain, boolean flipped) {
  public Views {
    Objects.requireNonNull(imageId, "imageId");
    Objects.requireNonNull(object, "object");
    if (!plain && !flipped) {
      throw new IllegalArgumentException("nothing is wanted of " + imageId);
    }
  }

  /** Number of tensors. */
  int count() {
    return (plain ? 1 : 0) + (flipped ? 1 : 0);
  }
}
