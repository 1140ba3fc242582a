package dev.weft.trainer.dataset;

import dev.weft.features.ImageObject;
import java.time.Instant;
import java.util.Map;
import java.util.Objects;

/**
 * An image in the object store with its current label.
 *
 * @param imageId decides the image's split
 * @param object where its bytes are stored
 * @param label class name
 * @param uploadedAt decides which of several near-duplicates is used
 * @param tags the uploader's tags, by which versions are evaluated
 */
public record LabeledImage(
    String imageId,
    ImageObject object,
    String label,
    Instant uploadedAt,
    Map<String, String> tags) {
  public LabeledImage {
    Objects.requireNonNull(imageId, "imageId");
    Objects.requireNonNull(object, "object");
    Objects.requireNonNull(label, "label");
    Objects.requireNonNull(uploadedAt, "uploadedAt");
    if (imageId.isBlank() || label.isBlank()) {
      throw new IllegalArgumentException(
          "an image must have an id and a label, but has \""
              + imageId
              + "\" and \""
              + label
              + "\"");
    }
    tags = Map.copyOf(tags);
  }

  /** An image without tags. */
  public LabeledImage(String imageId, ImageObject object, String label, Instant uploadedAt) {
    this(imageId, object, label, uploadedAt, Map.of());
  }
}
