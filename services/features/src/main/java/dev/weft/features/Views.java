package dev.weft.features;

import java.util.List;
import java.util.Objects;

/**
 * An image with the augmentations that are requested of it.
 *
 * @param imageId identifies it in reports
 * @param object where its bytes are stored
 * @param shown the augmentations, without repetition
 */
public record Views(String imageId, ImageObject object, List<Augmentation> shown) {
  public Views {
    Objects.requireNonNull(imageId, "imageId");
    Objects.requireNonNull(object, "object");
    shown = List.copyOf(shown);
    if (shown.isEmpty()) {
      throw new IllegalArgumentException("no views are requested of " + imageId);
    }
  }

  /**
   * The unchanged image, the mirrored one, or both.
   *
   * @param plain whether to include the unchanged image
   * @param flipped whether to include the mirrored image
   */
  public Views(String imageId, ImageObject object, boolean plain, boolean flipped) {
    this(
        imageId,
        object,
        plain ? Augmentation.of(flipped, 0) : flipped ? List.of(Augmentation.MIRRORED) : List.of());
  }

  /** Returns the same image with other augmentations. */
  Views shown(List<Augmentation> others) {
    return new Views(imageId, object, others);
  }

  /** Returns the number of tensors. */
  int count() {
    return shown.size();
  }
}
