package dev.weft.events;

import java.time.Instant;
import java.util.Map;
import java.util.Objects;

/**
 * An image lies in the object store and wants a prediction. Schema: {@code image-uploaded.v1}.
 *
 * @param imageId see {@link ImageId}
 * @param object where the bytes lie
 * @param contentType media type as the uploader named it; null if unknown. Never trusted: the
 *     decoder looks at the bytes
 * @param uploadedAt when the store had the bytes
 * @param deadline a prediction after this moment is of no use; null for none
 * @param tags free key-value pairs of the uploader, carried along
 */
public record ImageUploaded(
    String imageId,
    ObjectRef object,
    String contentType,
    Instant uploadedAt,
    Instant deadline,
    Map<String, String> tags)
    implements WeftEvent {

  public ImageUploaded {
    ImageId.require(imageId);
    Objects.requireNonNull(object, "object");
    Objects.requireNonNull(uploadedAt, "uploadedAt");
    tags = tags == null ? Map.of() : Map.copyOf(tags);
  }

  @Override
  public String key() {
    return imageId;
  }
}
