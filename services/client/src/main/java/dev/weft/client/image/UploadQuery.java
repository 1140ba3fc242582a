package dev.weft.client.image;

import com.fasterxml.jackson.annotation.JsonProperty;
import java.time.Duration;

/**
 * Query parameters of an upload.
 *
 * @param model the model that classifies the image; null for the server's default
 * @param purpose {@code training} if no model is to classify the image; null for a prediction
 * @param waitFor how long the server waits for the answer, such as {@code PT10S}; null for not at
 *     all
 */
public record UploadQuery(String model, String purpose, @JsonProperty("wait") String waitFor) {

  /**
   * @param time how long the server waits for the answer; zero for not at all
   */
  public static UploadQuery of(String model, boolean forTraining, Duration time) {
    String text = time.getNano() == 0 ? time.toString() : time.toMillis() + "ms";
    return new UploadQuery(model, forTraining ? "training" : null, time.isZero() ? null : text);
  }
}
