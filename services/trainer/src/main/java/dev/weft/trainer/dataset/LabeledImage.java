package dev.weft.trainer.dataset;

import java.time.Instant;
import java.util.Map;
import java.util.Objects;

/**
 * An image in the object store and what it shows, as a person or a folder said last.
 *
 * @param imageId decides its side
 * @param object where its bytes lie
 * @param label class name
 * @param uploadedAt the first of twins decides where they go
 * @param tags of its uploader, by which versions are evaluated
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
          "an image needs an id and a label, but has \"" + imageId + "\" and \"" + label + "\"");
    }
    tags = Map.copyOf(tags);
  }

  /** One without tags. */
  public LabeledImage(String imageId, ImageObject object, String label, Instant uploadedAt) {
    this(imageId, object, label, uploadedAt, Map.of());
  }
}
