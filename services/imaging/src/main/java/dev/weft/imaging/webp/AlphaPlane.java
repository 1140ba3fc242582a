package dev.weft.imaging.webp;

import dev.weft.imaging.pixels.Canvas;
import dev.weft.imaging.pixels.UnreadableImageException;

/**
 * The alpha plane of a lossy image: raw, or coded as the green channel of a lossless image, and
 * filtered.
 */
final class AlphaPlane {
  private static final int PLAIN = 0;
  private static final int LOSSLESS = 1;

  private AlphaPlane() {}

  /** Memory of reading it in bytes, including the result. */
  static long memory(int width, int height, int fileBytes) {
    return (long) width * height + LosslessDecoder.memory(width, height, fileBytes);
  }

  /** Reads the plane, one byte per pixel by row. */
  static byte[] read(byte[] data, Riff.Chunk chunk, int width, int height, Canvas canvas)
      throws UnreadableImageException {
    if (chunk.start() >= chunk.end()) {
      throw UnreadableImageException.corrupt("the alpha of a WebP is empty");
    }
    int flags = data[chunk.start()];
    byte[] alpha = new byte[width * height];
    int start = chunk.start() + 1;
    switch (flags & 3) {
      case PLAIN -> {
        if (chunk.end() - start < alpha.length) {
          throw UnreadableImageException.corrupt("the alpha of a WebP ends early");
        }
        System.arraycopy(data, start, alpha, 0, alpha.length);
      }
      case LOSSLESS ->
          new LosslessDecoder(data, start, chunk.end(), canvas)
              .decode(
                  width,
                  height,
                  (y, row) -> {
                    for (int x = 0; x < width; x++) {
                      alpha[y * width + x] = (byte) (row[x] >> 8);
                    }
                  });
      default ->
          throw UnreadableImageException.corrupt(
              "the alpha of a WebP is compressed by method " + (flags & 3));
    }
    int filter = flags >> 2 & 3;
    if (filter > 0) {
      canvas.work(alpha.length);
      unfilter(alpha, width, filter);
    }
    return alpha;
  }

  private static void unfilter(byte[] alpha, int width, int filter) {
    for (int at = 1; at < alpha.length; at++) {
      int x = at % width;
      int left = x > 0 ? alpha[at - 1] & 0xff : alpha[at - width] & 0xff;
      int top = at >= width ? alpha[at - width] & 0xff : left;
      int corner = x > 0 && at >= width ? alpha[at - width - 1] & 0xff : left;
      int likely =
          switch (filter) {
            case 1 -> left;
            case 2 -> top;
            default ->
                at < width ? left : x == 0 ? top : Math.max(0, Math.min(255, left + top - corner));
          };
      alpha[at] += (byte) likely;
    }
  }
}
