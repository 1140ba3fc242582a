package dev.weft.events.label;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.weft.events.ImageId;
import dev.weft.events.ModelName;
import dev.weft.events.Require;
import dev.weft.events.WeftEvent;
import dev.weft.events.image.ImageUploaded;
import dev.weft.events.image.ObjectRef;
import java.time.Instant;
import java.util.Objects;

/**
 * What an image shows, as someone who knows says. Schema: {@code image-labeled.v1}. The last one of
 * an image counts.
 *
 * @param imageId see {@link ImageId}
 * @param object the image's bytes
 * @param label see {@link Label}
 * @param uploadedAt copied from the upload
 * @param source where the label came from
 * @param labeledBy who said so, 1 to 100 characters; null if unknown
 * @param labeledAt when
 * @param model that learns from it, copied from the upload; null for the installation's default
 * @param confirmed whether it was said in answer to the question if the label is right: it is not
 *     asked again then
 * @param selection why the image had been offered to the person who said so; null if nobody had
 *     offered it, or it is not known
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
  }

  /** A label that nobody had asked about. */
  public ImageLabeled(
      String imageId,
      ObjectRef object,
      String label,
      Instant uploadedAt,
      LabelSource source,
      String labeledBy,
      Instant labeledAt,
      String model) {
    this(imageId, object, label, uploadedAt, source, labeledBy, labeledAt, model, false, null);
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

  /** The label that an uploaded object's own key says: {@code labeled/<class>/<file>}. */
  public static ImageLabeled byKey(ImageUploaded uploaded, String label) {
    return new ImageLabeled(
        uploaded.imageId(),
        uploaded.object(),
        label,
        uploaded.uploadedAt(),
        LabelSource.OBJECT_STORE,
        null,
        uploaded.uploadedAt(),
        uploaded.model());
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
