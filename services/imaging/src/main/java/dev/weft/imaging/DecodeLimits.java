package dev.weft.imaging;

import java.time.Duration;

/**
 * What is refused: by size before pixels are decoded, by time while they are.
 *
 * @param maxBytes length of the file
 * @param maxPixels width times height, as the file's header says
 * @param maxTime processor time of the decoding thread; the count of steps that bytes and pixels
 *     allow refuses most of what is too expensive long before
 */
public record DecodeLimits(long maxBytes, long maxPixels, Duration maxTime) {
  /** Far above the second that the largest images take. */
  public static final Duration DEFAULT_TIME = Duration.ofSeconds(10);

  /** 20 MiB, 100 megapixels and 10 seconds. */
  public static final DecodeLimits DEFAULT = new DecodeLimits(20L << 20, 100_000_000L);

  public DecodeLimits {
    if (maxBytes < 1 || maxPixels < 1) {
      throw new IllegalArgumentException(
          "limits must be positive, but are " + maxBytes + " bytes and " + maxPixels + " pixels");
    }
    if (maxTime.isNegative() || maxTime.isZero()) {
      throw new IllegalArgumentException("the decoding time must be positive, but is " + maxTime);
    }
  }

  /** Limits with {@link #DEFAULT_TIME}. */
  public DecodeLimits(long maxBytes, long maxPixels) {
    this(maxBytes, maxPixels, DEFAULT_TIME);
  }
}
