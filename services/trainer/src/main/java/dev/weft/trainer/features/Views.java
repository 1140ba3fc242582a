package dev.weft.trainer.features;

import dev.weft.trainer.dataset.ImageObject;
import java.util.List;
import java.util.Objects;

/**
 * What is wanted of one image.
 *
 * @param imageId names it in reports
 * @param object where its bytes lie
 * @param shown the ways in which it is shown, each once
 */
public record Views(String imageId, ImageObject object, List<Augmentation> shown) {
  public Views {
    Objects.requireNonNull(imageId, "imageId");
    Objects.requireNonNull(object, "object");
    shown = List.copyOf(shown);
    if (shown.isEmpty()) {
      throw new IllegalArgumentException("nothing is wanted of " + imageId);
    }
  }

  /**
   * The image as it is, its mirror image, or both.
   *
   * @param plain the image as it is
   * @param flipped the image with left and right swapped
   */
  public Views(String imageId, ImageObject object, boolean plain, boolean flipped) {
    this(
        imageId,
        object,
        plain ? Augmentation.of(flipped, 0) : flipped ? List.of(Augmentation.MIRRORED) : List.of());
  }

  /** The same image, shown in other ways. */
  Views shown(List<Augmentation> others) {
    return new Views(imageId, object, others);
  }

  /** Number of tensors. */
  int count() {
    return shown.size();
  }
}
