package dev.weft.client.image;

import dev.weft.client.json.SentAsNull;
import java.time.Instant;
import java.util.List;
import java.util.Map;

/**
 * An image: what is known of it, and what was answered.
 *
 * @param id such as {@code 5f0c2c44-7c1d-4b35-9d0b-2f6f6f2b8a11}
 * @param state how far it is
 * @param uploadedAt when it came in
 * @param contentType such as {@code image/jpeg}; null if there is none
 * @param size bytes; null if there is none
 * @param sha256 lower-case hexadecimal; null if there is none
 * @param tags what the uploader said of it, by name
 * @param deadline when an answer is of no use any more; null for never
 * @param model that is to answer; null for the installation's default
 * @param predictions of each version that answered or shadowed it, the newest first
 * @param rejection why it will never be classified; null if it was not rejected
 * @param label what someone says that it shows; null if there is none
 * @param labeling who gave the label; null without one
 * @param links where to go on
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
   * Who said what an image shows.
   *
   * @param source where the label came from
   * @param by who said so; null if unknown
   * @param at when
   * @param confirmed whether it was asked if the label is right, and this is the answer
   * @param selection why the image had been offered to who labeled it; null if nobody offered it
   */
  public record Labeling(
      LabelSource source,
      @SentAsNull String by,
      Instant at,
      boolean confirmed,
      @SentAsNull LabelSelection selection) {}

  /**
   * Paths of the image's own resources, from the server's address on.
   *
   * @param self such as {@code /v1/images/shirt-1}
   * @param content such as {@code /v1/images/shirt-1/content}
   */
  public record Links(String self, String content) {}

  /**
   * Why an image will never be classified.
   *
   * @param reason for machines, such as {@code not_an_image}
   * @param detail for people
   * @param rejectedAt when
   */
  public record Rejection(String reason, String detail, Instant rejectedAt) {}
}
