package dev.weft.events.image;

import dev.weft.events.ImageId;
import dev.weft.events.ModelName;
import dev.weft.events.Require;
import dev.weft.events.WeftEvent;
import java.time.Instant;
import java.util.Map;
import java.util.Objects;

/**
 * An image lies in the object store and, mostly, wants a prediction. Schema: {@code
 * image-uploaded.v1}.
 *
 * @param imageId see {@link ImageId}
 * @param object where the bytes lie
 * @param contentType media type as the uploader named it; null if unknown, at most 255 characters.
 *     Never trusted: the decoder looks at the bytes
 * @param uploadedAt when the store had the bytes
 * @param deadline a prediction after this moment is of no use; null for none
 * @param tags free key-value pairs of the uploader, carried along; see {@link Tags}
 * @param model that is to answer, as {@link ModelName} has it; null for the installation's default
 * @param purpose what it is for; null for a prediction
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

  /** An image that wants a prediction. */
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

  /** Whether a model is to answer it. */
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
