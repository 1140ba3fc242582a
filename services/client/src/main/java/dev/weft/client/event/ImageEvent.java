package dev.weft.client.event;

import com.fasterxml.jackson.core.JsonProcessingException;
import dev.weft.client.image.LabelSelection;
import dev.weft.client.image.LabelSource;
import dev.weft.client.image.ModelRef;
import dev.weft.client.image.Prediction;
import dev.weft.client.image.Role;
import dev.weft.client.image.Timings;
import dev.weft.client.image.Uncertainty;
import dev.weft.client.json.WeftJson;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** What happened to an image, as the stream of predictions tells it. */
public sealed interface ImageEvent {

  /** Which image; null of a rejected event that named none. */
  String imageId();

  /** What a stream can be asked for. */
  enum Kind {
    UPLOADED,
    CLASSIFIED,
    REJECTED,
    FAILED,
    LABELED
  }

  /**
   * Where an image's bytes lie.
   *
   * @param bucket of the store
   * @param key in the bucket
   * @param size bytes
   * @param sha256 lower-case hexadecimal; null if not known
   */
  record StoredObject(String bucket, String key, long size, String sha256) {}

  /**
   * The record that a rejected event came in.
   *
   * @param topic of Kafka
   * @param partition of the topic
   * @param offset in the partition
   */
  record Source(String topic, int partition, long offset) {}

  /**
   * An image is there.
   *
   * @param imageId which
   * @param object its bytes
   * @param contentType as the uploader said; null if not said
   * @param uploadedAt when
   * @param deadline when an answer is of no use any more; null for never
   * @param tags what the uploader said of it
   * @param model that is to answer; null for the installation's default
   * @param purpose {@code training} for what no model answers; else null
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
   * A version has answered, whatever its role.
   *
   * @param imageId which image
   * @param object its bytes
   * @param model who answered
   * @param role what the version was for this image
   * @param predictions most probable first
   * @param engine such as {@code onnx-cpu}
   * @param timings where the time went
   * @param uploadedAt when the image came in
   * @param classifiedAt when it was answered
   * @param tags what the uploader said of it
   * @param featureBins the image's features in bins, by which drift is watched; empty if not kept
   * @param uncertainty how far the answer is to be relied on; null if the version does not say
   */
  record Classified(
      String imageId,
      StoredObject object,
      ModelRef model,
      Role role,
      List<Prediction> predictions,
      String engine,
      Timings timings,
      Instant uploadedAt,
      Instant classifiedAt,
      Map<String, String> tags,
      List<Integer> featureBins,
      Uncertainty uncertainty)
      implements ImageEvent {}

  /**
   * An image can never be classified.
   *
   * @param imageId which; null if its event named none
   * @param object its bytes; null if not known
   * @param reason for machines, such as {@code not_an_image}
   * @param detail for people
   * @param model that would have answered; null if none was chosen
   * @param origin the record that asked for the prediction
   * @param rejectedAt when
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
   * A candidate could not classify an image; another version answers it.
   *
   * @param imageId which
   * @param model the candidate
   * @param role what it was for this image
   * @param detail for people
   * @param failedAt when
   */
  record Failed(String imageId, ModelRef model, Role role, String detail, Instant failedAt)
      implements ImageEvent {}

  /**
   * Somebody has said what an image shows.
   *
   * @param imageId which
   * @param object its bytes
   * @param label what it shows
   * @param uploadedAt when the image came in
   * @param source where the label came from
   * @param labeledBy who said so; null if unknown
   * @param labeledAt when
   * @param model that learns from it; null for the installation's default
   * @param confirmed whether it was asked if the label is right, and this is the answer; null for
   *     no
   * @param tags what the uploader said of it
   * @param selection why the image had been offered to who labeled it; null if nobody offered it
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
   * A label was taken back.
   *
   * @param imageId whose
   */
  record Unlabeled(String imageId) implements ImageEvent {}

  /**
   * From the stream's name of an event and its data; empty for a kind that this client does not
   * know.
   *
   * @throws JsonProcessingException if {@code data} is not what such an event holds
   */
  static Optional<ImageEvent> of(String name, String data) throws JsonProcessingException {
    Class<? extends ImageEvent> type = Types.BY_NAME.get(name);
    return type == null ? Optional.empty() : Optional.of(WeftJson.read(data, type));
  }
}
