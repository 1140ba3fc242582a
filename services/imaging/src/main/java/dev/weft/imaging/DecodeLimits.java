package dev.weft.imaging;

import java.time.Duration;

/**
 * Limits of decoded images: size is checked before decoding, time during it.
 *
 * @param maxBytes length of the file
 * @param maxPixels width times height, according to the file's header
 * @param maxTime processor time of the decoding thread; most expensive files are refused earlier,
 *     by the budget of steps for their bytes and pixels
 */
public record DecodeLimits(long maxBytes, long maxPixels, Duration maxTime) {
  /** Far more than the second that the largest images take. */
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
