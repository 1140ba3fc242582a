package dev.weft.gateway.views.streams;

import java.time.Duration;
import java.time.Instant;

/**
 * Retention of images in the views.
 *
 * @param images since the timestamp of the image's first event, or since its label was removed;
 *     null for no limit
 * @param labeled the same for an image that has a label by then, since the label; null for as long
 *     as it has the label
 */
public record ViewRetention(Duration images, Duration labeled) {

  /** No expiry. */
  public static final ViewRetention FOR_EVER = new ViewRetention(null, null);

  public ViewRetention {
    requirePositive("weft.gateway.views.retention", images);
    requirePositive("weft.gateway.views.labeled-retention", labeled);
    if (images == null && labeled != null) {
      throw new IllegalArgumentException(
          "weft.gateway.views.labeled-retention is %s, but images without a label are kept forever"
              .formatted(labeled));
    }
    if (labeled != null && labeled.compareTo(images) < 0) {
      throw new IllegalArgumentException(
          "weft.gateway.views.labeled-retention (%s) must not be shorter than weft.gateway.views.retention (%s)"
              .formatted(labeled, images));
    }
  }

  /** Whether the views may have expired an image of that age. */
  public boolean isOver(Instant first, Instant now) {
    return images != null && first.plus(images).isBefore(now);
  }

  private static void requirePositive(String key, Duration time) {
    if (time != null && (time.isZero() || time.isNegative())) {
      throw new IllegalArgumentException(key + " must be positive, but is " + time);
    }
  }
}
