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
 * Keys of what gateways store: {@code uploads/2026/11/28/13/<image id>}, with the hour (UTC) in
 * which the image was taken in, so that what came in an hour can be listed by itself. Releases
 * before this one stored under {@code uploads/<image id>}. An id has no slash: the two forms cannot
 * be taken for each other.
 */
public final class UploadKey {

  /** What gateways store lies under this prefix. */
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

  /** The key of an image that is taken in at a moment. */
  public static String of(String imageId, Instant takenIn) {
    return hour(takenIn) + ImageId.require(imageId);
  }

  /** Where a release before this one has stored the image. */
  public static String withoutHour(String imageId) {
    return PREFIX + ImageId.require(imageId);
  }

  /** What the keys of an hour begin with, and no others do. */
  public static String hour(Instant moment) {
    return PREFIX + HOUR.format(moment);
  }

  /** The image id of an upload's key, of either form; empty for any other key. */
  public static Optional<String> imageId(String key) {
    Matcher upload = KEY.matcher(key);
    return upload.matches() ? Optional.of(upload.group(3)) : Optional.empty();
  }

  /**
   * Where else gateways may have put the image of an upload's key: in the hours beside its own, and
   * without an hour; none for a key without one, and for any other key.
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
   * What the keys of all hours of a year begin with, if the key is one of them; empty for any other
   * key.
   */
  public static Optional<String> year(String key) {
    Matcher upload = KEY.matcher(key);
    return upload.matches() && upload.group(1) != null
        ? Optional.of(PREFIX + upload.group(2))
        : Optional.empty();
  }
}
