package dev.weft.imaging;

/** Makes {@link ImageReader}s. */
public final class ImageReaders {
  private static final DecodeMemory MEMORY = DecodeMemory.ofHeap();

  private ImageReaders() {}

  /**
   * A reader for JPEG, PNG, WebP, GIF, BMP and TIFF. All of it runs on the JVM: the same file gives
   * the same tensor on every machine, and no file meets native code but the JDK's zlib.
   *
   * <p>Memory: the result and a few rows for each image being read. A progressive JPEG, a WebP or a
   * TIFF needs more; all readers of the process together take at most a quarter of the heap for
   * that (at least 64 MiB), and reads wait for one another beyond it. One that needs more than all
   * of it is {@link ImageReading.TooManyPixels}.
   */
  public static ImageReader create(DecodeLimits limits) {
    return new DecodingImageReader(limits, MEMORY);
  }

  /** The same for pictures to look at. */
  public static PictureReader pictures(DecodeLimits limits) {
    return new DecodingImageReader(limits, MEMORY);
  }

  /** What decodes here, in a line for people. */
  public static String describe() {
    return "weft-imaging (JVM, scaled JPEG decoding; lossy WebP and TIFF by TwelveMonkeys), "
        + (MEMORY.bytes() >> 20)
        + " MiB for large images";
  }
}
