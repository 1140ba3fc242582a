package dev.weft.imaging.png;

import dev.weft.imaging.pixels.ByteSource;
import dev.weft.imaging.pixels.UnreadableImageException;

/** The IHDR chunk. */
record PngHeader(int width, int height, int depth, int colourType, boolean interlaced) {
  static final int GRAY = 0;
  static final int RGB = 2;
  static final int PALETTE = 3;
  static final int GRAY_ALPHA = 4;
  static final int RGB_ALPHA = 6;

  static PngHeader read(ByteSource source, int length) throws UnreadableImageException {
    if (length < 13) {
      throw UnreadableImageException.corrupt("a PNG header of " + length + " bytes");
    }
    int width = source.i32();
    int height = source.i32();
    int depth = source.u8();
    int type = source.u8();
    int compression = source.u8();
    int filter = source.u8();
    int interlace = source.u8();
    boolean known =
        switch (type) {
          case GRAY -> Integer.bitCount(depth) == 1 && depth <= 16;
          case PALETTE -> Integer.bitCount(depth) == 1 && depth <= 8;
          case RGB, GRAY_ALPHA, RGB_ALPHA -> depth == 8 || depth == 16;
          default -> false;
        };
    if (!known || compression != 0 || filter != 0 || interlace > 1) {
      throw UnreadableImageException.corrupt(
          "a PNG header of colour type %d, depth %d, compression %d, filter %d, interlace %d"
              .formatted(type, depth, compression, filter, interlace));
    }
    return new PngHeader(width, height, depth, type, interlace == 1);
  }

  int channels() {
    return switch (colourType) {
      case RGB -> 3;
      case GRAY_ALPHA -> 2;
      case RGB_ALPHA -> 4;
      default -> 1;
    };
  }

  /** Distance in bytes to the pixel that filters refer to: the size of a pixel, at least 1. */
  int pixelBytes() {
    return Math.max(1, channels() * depth / 8);
  }

  int rowBytes(int pixels) {
    return (int) (((long) pixels * channels() * depth + 7) / 8);
  }
}
