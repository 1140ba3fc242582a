package dev.weft.events.label;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.weft.events.ImageId;
import dev.weft.events.ModelName;
import dev.weft.events.Require;
import dev.weft.events.WeftEvent;
import dev.weft.events.image.ImageUploaded;
import dev.weft.events.image.ObjectRef;
import dev.weft.events.image.Tags;
import java.time.Instant;
import java.util.Map;
import java.util.Objects;

/**
 * An image was labeled. Schema: {@code image-labeled.v1}. The last event of an image counts.
 *
 * @param imageId see {@link ImageId}
 * @param object the image's bytes
 * @param label see {@link Label}
 * @param uploadedAt copied from the upload
 * @param source where the label came from
 * @param labeledBy who gave the label, 1 to 100 characters; null if unknown
 * @param labeledAt when the label was given
 * @param model the model that is trained on it, copied from the upload; null for the installation's
 *     default
 * @param confirmed whether the label is the result of a review, in which a person was asked if an
 *     existing label is right; it is not reviewed again
 * @param tags the uploader's tags, copied from the upload, see {@link Tags}; versions are evaluated
 *     by tag. Empty in events of older releases
 * @param selection why the label queue offered the image; null if it did not, or if that is not
 *     known
 */
public record ImageLabeled(
    String imageId,
    ObjectRef object,
    String label,
    Instant uploadedAt,
    LabelSource source,
    String labeledBy,
    Instant labeledAt,
    String model,
    @JsonInclude(JsonInclude.Include.NON_DEFAULT) boolean confirmed,
    @JsonInclude(JsonInclude.Include.NON_EMPTY) Map<String, String> tags,
    LabelSelection selection)
    implements WeftEvent {

  private static final int MAX_NAME = 100;

  public ImageLabeled {
    ImageId.require(imageId);
    Objects.requireNonNull(object, "object");
    Label.require(label);
    Require.moment("uploadedAt", uploadedAt);
    Objects.requireNonNull(source, "source");
    if (labeledBy != null) {
      Require.text("labeledBy", labeledBy, 1, MAX_NAME);
    }
    Require.moment("labeledAt", labeledAt);
    if (model != null) {
      ModelName.require(model);
    }
    tags = Tags.checked(tags);
  }

  /** A label of an image without tags. */
  public ImageLabeled(
      String imageId,
      ObjectRef object,
      String label,
      Instant uploadedAt,
      LabelSource source,
      String labeledBy,
      Instant labeledAt,
      String model,
      boolean confirmed) {
    this(
        imageId,
        object,
        label,
        uploadedAt,
        source,
        labeledBy,
        labeledAt,
        model,
        confirmed,
        Map.of(),
        null);
  }

  /** A label that is not the result of a review. */
  public ImageLabeled(
      String imageId,
      ObjectRef object,
      String label,
      Instant uploadedAt,
      LabelSource source,
      String labeledBy,
      Instant labeledAt,
      String model) {
    this(imageId, object, label, uploadedAt, source, labeledBy, labeledAt, model, false);
  }

  /** A label for the installation's default model. */
  public ImageLabeled(
      String imageId,
      ObjectRef object,
      String label,
      Instant uploadedAt,
      LabelSource source,
      String labeledBy,
      Instant labeledAt) {
    this(imageId, object, label, uploadedAt, source, labeledBy, labeledAt, null);
  }

  /** Returns the same label with other tags. */
  public ImageLabeled withTags(Map<String, String> other) {
    return new ImageLabeled(
        imageId,
        object,
        label,
        uploadedAt,
        source,
        labeledBy,
        labeledAt,
        model,
        confirmed,
        other,
        selection);
  }

  /** The label that an uploaded object's key contains: {@code labeled/<class>/<file>}. */
  public static ImageLabeled byKey(ImageUploaded uploaded, String label) {
    return new ImageLabeled(
        uploaded.imageId(),
        uploaded.object(),
        label,
        uploaded.uploadedAt(),
        LabelSource.OBJECT_STORE,
        null,
        uploaded.uploadedAt(),
        uploaded.model(),
        false,
        uploaded.tags(),
        null);
  }

  @Override
  public String key() {
    return imageId;
  }

  @Override
  public Instant occurredAt() {
    return labeledAt;
  }

  @Override
  public String identity() {
    return imageId + "/" + labeledAt;
  }
}
