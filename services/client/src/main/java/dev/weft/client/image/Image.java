package dev.weft.client.image;

import dev.weft.client.json.SentAsNull;
import java.time.Instant;
import java.util.List;
import java.util.Map;

/**
 * An image with its metadata, predictions and label.
 *
 * @param id such as {@code 5f0c2c44-7c1d-4b35-9d0b-2f6f6f2b8a11}
 * @param state its state
 * @param uploadedAt when the image was uploaded
 * @param contentType such as {@code image/jpeg}; null if unknown
 * @param size the size in bytes; null if unknown
 * @param sha256 lower-case hexadecimal; null if unknown
 * @param tags the uploader's tags by name
 * @param deadline after which the image is rejected as expired; null for none
 * @param model the model that classifies it; null for the installation's default
 * @param predictions one of each version that classified it, shadows included; newest first
 * @param rejection why it was rejected; null if it was not
 * @param label the label that it was given; null if there is none
 * @param labeling where the label came from; null without a label
 * @param links paths of related resources
 */
public record Image(
    String id,
    ImageState state,
    Instant uploadedAt,
    @SentAsNull String contentType,
    @SentAsNull Long size,
    @SentAsNull String sha256,
    Map<String, String> tags,
    @SentAsNull Instant deadline,
    @SentAsNull String model,
    List<ImagePrediction> predictions,
    @SentAsNull Rejection rejection,
    @SentAsNull String label,
    @SentAsNull Labeling labeling,
    Links links) {

  /**
   * Where an image's label came from.
   *
   * @param source where the label came from
   * @param by who gave the label; null if unknown
   * @param at when the label was given
   * @param confirmed whether the label is the result of a review, in which a person was asked if an
   *     existing label is right
   * @param selection why the label queue offered the image; null if it did not
   */
  public record Labeling(
      LabelSource source,
      @SentAsNull String by,
      Instant at,
      boolean confirmed,
      @SentAsNull LabelSelection selection) {}

  /**
   * Paths of the image's resources, relative to the server's address.
   *
   * @param self such as {@code /v1/images/shirt-1}
   * @param content such as {@code /v1/images/shirt-1/content}
   */
  public record Links(String self, String content) {}

  /**
   * Why an image was rejected.
   *
   * @param reason for machines, such as {@code not_an_image}
   * @param detail for people
   * @param rejectedAt when the image was rejected
   */
  public record Rejection(String reason, String detail, Instant rejectedAt) {}
}
