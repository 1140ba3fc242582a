package dev.weft.imaging;

/**
 * What is refused before pixels are decoded.
 *
 * @param maxBytes length of the file
 * @param maxPixels width times height, as the file's header says
 */
public record DecodeLimits(long maxBytes, long maxPixels) {
  /** 20 MiB and 100 megapixels. */
  public static final DecodeLimits DEFAULT = new DecodeLimits(20L << 20, 100_000_000L);

  public DecodeLimits {
    if (maxBytes < 1 || maxPixels < 1) {
      throw new IllegalArgumentException(
          "limits must be positive, but are " + maxBytes + " bytes and " + maxPixels + " pixels");
    }
  }
}
