package dev.weft.imaging;

/** Creates {@link ImageReader}s. */
public final class ImageReaders {
  private static final DecodeMemory MEMORY = DecodeMemory.ofHeap();

  private ImageReaders() {}

  /**
   * Creates a reader for JPEG, PNG, WebP, GIF, BMP and TIFF. It is pure Java: a file gives the same
   * tensor on every machine, and the only native code that processes it is the JDK's zlib.
   *
   * <p>Memory: the result and a few rows for each image being read. Progressive JPEG, WebP and TIFF
   * need more; all readers of the process together use at most a quarter of the heap for that (at
   * least 64 MiB), and further reads wait. An image that needs more than that is reported as {@link
   * dev.weft.events.image.RejectionReason#TOO_MANY_PIXELS}.
   */
  public static ImageReader create(DecodeLimits limits) {
    return new DecodingImageReader(limits, MEMORY);
  }

  /** Creates a reader for pictures that are displayed. */
  public static PictureReader pictures(DecodeLimits limits) {
    return new DecodingImageReader(limits, MEMORY);
  }

  /** Describes the decoders in a line for people. */
  public static String describe() {
    return "weft-imaging (JVM, scaled JPEG decoding; lossy WebP and TIFF by TwelveMonkeys), "
        + (MEMORY.bytes() >> 20)
        + " MiB for large images";
  }
}
