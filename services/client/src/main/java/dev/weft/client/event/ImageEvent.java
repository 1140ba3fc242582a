package dev.weft.client.event;

import com.fasterxml.jackson.core.JsonProcessingException;
import dev.weft.client.image.LabelSelection;
import dev.weft.client.image.LabelSource;
import dev.weft.client.image.ModelRef;
import dev.weft.client.image.Prediction;
import dev.weft.client.image.ServingRole;
import dev.weft.client.image.Timings;
import dev.weft.client.image.Uncertainty;
import dev.weft.client.json.WeftJson;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** An event about an image, as the prediction stream delivers it. */
public sealed interface ImageEvent {

  /** Returns the image's id; null for a rejected event that named none. */
  String imageId();

  /** The kinds of events that a stream can select. */
  enum Kind {
    UPLOADED,
    CLASSIFIED,
    REJECTED,
    FAILED,
    LABELED
  }

  /**
   * Where an image's bytes are stored.
   *
   * @param bucket the bucket
   * @param key the key in the bucket
   * @param size the size in bytes
   * @param sha256 lower-case hexadecimal; null if not known
   */
  record StoredObject(String bucket, String key, long size, String sha256) {}

  /**
   * Position of the Kafka record that a rejection refers to.
   *
   * @param topic the topic
   * @param partition the partition
   * @param offset the offset
   */
  record Source(String topic, int partition, long offset) {}

  /**
   * An image was uploaded.
   *
   * @param imageId the image's id
   * @param object where its bytes are stored
   * @param contentType media type as the uploader stated it; null if unknown
   * @param uploadedAt when the image was uploaded
   * @param deadline after which the image is rejected as expired; null for none
   * @param tags the uploader's tags by name
   * @param model the model that classifies it; null for the installation's default
   * @param purpose {@code training} if no model classifies it; null otherwise
   */
  record Uploaded(
      String imageId,
      StoredObject object,
      String contentType,
      Instant uploadedAt,
      Instant deadline,
      Map<String, String> tags,
      String model,
      String purpose)
      implements ImageEvent {}

  /**
   * A version classified an image, in any role.
   *
   * @param imageId the image's id
   * @param object where its bytes are stored
   * @param model the version that answered
   * @param role the version's role for this image
   * @param predictions most probable first
   * @param engine such as {@code onnx-cpu}
   * @param timings time spent by stage
   * @param uploadedAt when the image was uploaded
   * @param classifiedAt when the image was classified
   * @param tags the uploader's tags by name
   * @param featureBins the image's binned features, for drift detection; empty if not recorded
   * @param uncertainty whether the answer is uncertain, and why; null if the version has no rules
   *     for it
   * @param featureSketch sketch of the image's pooled features; null if there is none
   */
  record Classified(
      String imageId,
      StoredObject object,
      ModelRef model,
      ServingRole role,
      List<Prediction> predictions,
      String engine,
      Timings timings,
      Instant uploadedAt,
      Instant classifiedAt,
      Map<String, String> tags,
      List<Integer> featureBins,
      Uncertainty uncertainty,
      FeatureSketch featureSketch)
      implements ImageEvent {}

  /**
   * A compact projection of an image's features: distances between sketches are approximately
   * proportional to those between features.
   *
   * @param space the projection's id; only sketches of the same space are comparable
   * @param values base64 of signed bytes
   */
  record FeatureSketch(String space, String values) {}

  /**
   * An image was rejected and will never be classified.
   *
   * @param imageId the image's id; null if the event named none
   * @param object where its bytes are stored; null if unknown
   * @param reason for machines, such as {@code not_an_image}
   * @param detail for people
   * @param model the version that would have classified it; null if none was chosen
   * @param origin position of the record that requested the prediction
   * @param rejectedAt when the image was rejected
   */
  record Rejected(
      String imageId,
      StoredObject object,
      String reason,
      String detail,
      ModelRef model,
      Source origin,
      Instant rejectedAt)
      implements ImageEvent {}

  /**
   * A candidate failed to classify an image; another version answers it.
   *
   * @param imageId the image's id
   * @param model the candidate
   * @param role its role for this image
   * @param detail for people
   * @param failedAt when the version failed
   */
  record Failed(String imageId, ModelRef model, ServingRole role, String detail, Instant failedAt)
      implements ImageEvent {}

  /**
   * An image was labeled.
   *
   * @param imageId the image's id
   * @param object where its bytes are stored
   * @param label the label
   * @param uploadedAt when the image was uploaded
   * @param source where the label came from
   * @param labeledBy who gave the label; null if unknown
   * @param labeledAt when the label was given
   * @param model the model that is trained on it; null for the installation's default
   * @param confirmed whether the label is the result of a review, in which a person was asked if an
   *     existing label is right; null counts as false
   * @param tags the uploader's tags by name
   * @param selection why the label queue offered the image; null if it did not
   */
  record Labeled(
      String imageId,
      StoredObject object,
      String label,
      Instant uploadedAt,
      LabelSource source,
      String labeledBy,
      Instant labeledAt,
      String model,
      Boolean confirmed,
      Map<String, String> tags,
      LabelSelection selection)
      implements ImageEvent {}

  /**
   * An image's label was removed.
   *
   * @param imageId the image's id
   */
  record Unlabeled(String imageId) implements ImageEvent {}

  /**
   * Parses an event of the stream; empty for a kind that this client does not know.
   *
   * @throws JsonProcessingException if {@code data} is not valid for the event
   */
  static Optional<ImageEvent> of(String name, String data) throws JsonProcessingException {
    Class<? extends ImageEvent> type = Types.BY_NAME.get(name);
    return type == null ? Optional.empty() : Optional.of(WeftJson.read(data, type));
  }
}
