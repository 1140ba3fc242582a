package dev.weft.gateway.http.uploads;

import dev.weft.events.ImageId;
import dev.weft.events.image.ImagePurpose;
import dev.weft.gateway.http.request.Parameters;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.UUID;

/**
 * Parameters of a request that apply to all of its files.
 *
 * @param key the client's id; null if the gateway generates one
 * @param model that is to answer; null for the default model
 * @param purpose of the images; null for predictions
 * @param timeout how long to wait for the answers; zero for no wait
 */
record UploadOptions(
    String key,
    Map<String, String> tags,
    Instant deadline,
    String model,
    ImagePurpose purpose,
    Duration timeout) {

  private static final int LONGEST_KEY = 128;

  static UploadOptions of(
      String key,
      String tags,
      String deadline,
      String model,
      String purpose,
      String wait,
      Duration longestWait) {
    return new UploadOptions(
        key == null ? null : Parameters.idempotencyKey(key, LONGEST_KEY),
        Parameters.tags(tags),
        Parameters.deadline(deadline),
        model,
        Parameters.purpose(purpose),
        Parameters.wait(wait, longestWait));
  }

  /** The id of a request's only file. */
  String id() {
    return key == null ? UUID.randomUUID().toString() : key;
  }

  /** The id of one of several files, from 0. */
  String id(int number) {
    if (key == null) {
      return id();
    }
    String id = key + "." + number;
    if (!ImageId.isValid(id)) {
      Parameters.idempotencyKey(key, LONGEST_KEY - id.length() + key.length());
    }
    return id;
  }
}
