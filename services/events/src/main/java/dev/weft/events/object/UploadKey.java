package dev.weft.events.object;

import dev.weft.events.ImageId;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Keys of images that gateways store: {@code uploads/2026/11/28/13/<image id>}, with the hour (UTC)
 * of the upload, so that the images of an hour can be listed separately. Earlier releases stored
 * under {@code uploads/<image id>}. An id contains no slash, so the two forms cannot be confused.
 */
public final class UploadKey {

  /** Prefix of images that gateways store. */
  public static final String PREFIX = "uploads/";

  private static final DateTimeFormatter HOUR =
      DateTimeFormatter.ofPattern("uuuu/MM/dd/HH/").withZone(ZoneOffset.UTC);

  private static final Pattern KEY =
      Pattern.compile(
          PREFIX
              + "((\\d{4}/)(?:0[1-9]|1[0-2])/(?:0[1-9]|[12]\\d|3[01])/(?:[01]\\d|2[0-3])/)?("
              + ImageId.PATTERN
              + ")");

  private UploadKey() {}

  /** Returns the key of an image that is uploaded at a moment. */
  public static String of(String imageId, Instant takenIn) {
    return hour(takenIn) + ImageId.require(imageId);
  }

  /** Returns the key under which an earlier release stored the image. */
  public static String withoutHour(String imageId) {
    return PREFIX + ImageId.require(imageId);
  }

  /** Returns the prefix of an hour's keys, which no other keys have. */
  public static String hour(Instant moment) {
    return PREFIX + HOUR.format(moment);
  }

  /** Returns the image id of an upload's key, of either form; empty for any other key. */
  public static Optional<String> imageId(String key) {
    Matcher upload = KEY.matcher(key);
    return upload.matches() ? Optional.of(upload.group(3)) : Optional.empty();
  }

  /**
   * Returns the other keys under which gateways may have stored the same image: in the adjacent
   * hours, and without an hour; empty for a key without an hour, and for any other key.
   */
  public static List<String> beside(String key) {
    Matcher upload = KEY.matcher(key);
    if (!upload.matches() || upload.group(1) == null) {
      return List.of();
    }
    String imageId = upload.group(3);
    Instant hour = HOUR.parse(upload.group(1), Instant::from);
    return List.of(
        of(imageId, hour.minus(Duration.ofHours(1))),
        of(imageId, hour.plus(Duration.ofHours(1))),
        withoutHour(imageId));
  }

  /**
   * Returns the prefix of all keys with an hour in the same year; empty if the key has no hour, and
   * for any other key.
   */
  public static Optional<String> year(String key) {
    Matcher upload = KEY.matcher(key);
    return upload.matches() && upload.group(1) != null
        ? Optional.of(PREFIX + upload.group(2))
        : Optional.empty();
  }
}
