package dev.weft.events.image;

import dev.weft.events.ImageId;
import dev.weft.events.ModelName;
import dev.weft.events.Require;
import dev.weft.events.WeftEvent;
import java.time.Instant;
import java.util.Map;
import java.util.Objects;

/**
 * An image was stored in the object store and, unless its purpose differs, is to be classified.
 * Schema: {@code image-uploaded.v1}.
 *
 * @param imageId see {@link ImageId}
 * @param object where the bytes are stored
 * @param contentType media type as the uploader stated it, at most 255 characters; null if unknown.
 *     Not trusted: the decoder detects the format from the bytes
 * @param uploadedAt when the bytes were stored
 * @param deadline after which the image is rejected as expired; null for none
 * @param tags the uploader's key-value pairs, copied to later events; see {@link Tags}
 * @param model the model that classifies it, see {@link ModelName}; null for the installation's
 *     default
 * @param purpose the purpose of the upload; null for a prediction
 */
public record ImageUploaded(
    String imageId,
    ObjectRef object,
    String contentType,
    Instant uploadedAt,
    Instant deadline,
    Map<String, String> tags,
    String model,
    ImagePurpose purpose)
    implements WeftEvent {

  public ImageUploaded {
    ImageId.require(imageId);
    Objects.requireNonNull(object, "object");
    if (contentType != null) {
      Require.text("contentType", contentType, 1, 255);
    }
    Require.moment("uploadedAt", uploadedAt);
    if (deadline != null) {
      Require.moment("deadline", deadline);
    }
    tags = Tags.checked(tags);
    if (model != null) {
      ModelName.require(model);
    }
  }

  /** An image that is to be classified. */
  public ImageUploaded(
      String imageId,
      ObjectRef object,
      String contentType,
      Instant uploadedAt,
      Instant deadline,
      Map<String, String> tags,
      String model) {
    this(imageId, object, contentType, uploadedAt, deadline, tags, model, null);
  }

  /** An image for the installation's default model. */
  public ImageUploaded(
      String imageId,
      ObjectRef object,
      String contentType,
      Instant uploadedAt,
      Instant deadline,
      Map<String, String> tags) {
    this(imageId, object, contentType, uploadedAt, deadline, tags, null);
  }

  /** Whether a model is to classify it. */
  public boolean wantsAnswer() {
    return purpose == null;
  }

  @Override
  public String key() {
    return imageId;
  }

  @Override
  public Instant occurredAt() {
    return uploadedAt;
  }
}
