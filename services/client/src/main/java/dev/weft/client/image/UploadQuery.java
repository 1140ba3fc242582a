package dev.weft.client.image;

import com.fasterxml.jackson.annotation.JsonProperty;
import java.time.Duration;

/**
 * What an upload is for.
 *
 * @param model that is to answer; null for the server's default
 * @param purpose {@code training} for what no model answers; null for what one does
 * @param waitFor how long the server waits for the answer, such as {@code PT10S}; null for not at
 *     all
 */
public record UploadQuery(String model, String purpose, @JsonProperty("wait") String waitFor) {

  /**
   * @param time that the server waits for the answer; zero for not at all
   */
  public static UploadQuery of(String model, boolean forTraining, Duration time) {
    String text = time.getNano() == 0 ? time.toString() : time.toMillis() + "ms";
    return new UploadQuery(model, forTraining ? "training" : null, time.isZero() ? null : text);
  }
}
