package dev.weft.imaging.webp;

import dev.weft.imaging.pixels.Canvas;
import dev.weft.imaging.pixels.UnreadableImageException;

/** Decodes the pixels of an image: literals, references to earlier pixels, cached colours. */
final class PixelReader {
  /**
   * Nearby pixels by their code: the row offset in four bits, and 8 minus the column offset to the
   * left in the other four.
   */
  private static final int[] NEAR = {
    0x18, 0x07, 0x17, 0x19, 0x28, 0x06, 0x27, 0x29, 0x16, 0x1a, 0x26, 0x2a, 0x38, 0x05, 0x37,
    0x39, 0x15, 0x1b, 0x36, 0x3a, 0x25, 0x2b, 0x48, 0x04, 0x47, 0x49, 0x14, 0x1c, 0x35, 0x3b,
    0x46, 0x4a, 0x24, 0x2c, 0x58, 0x45, 0x4b, 0x34, 0x3c, 0x03, 0x57, 0x59, 0x13, 0x1d, 0x56,
    0x5a, 0x23, 0x2d, 0x44, 0x4c, 0x55, 0x5b, 0x33, 0x3d, 0x68, 0x02, 0x67, 0x69, 0x12, 0x1e,
    0x66, 0x6a, 0x22, 0x2e, 0x54, 0x5c, 0x43, 0x4d, 0x65, 0x6b, 0x32, 0x3e, 0x78, 0x01, 0x77,
    0x79, 0x53, 0x5d, 0x11, 0x1f, 0x64, 0x6c, 0x42, 0x4e, 0x76, 0x7a, 0x21, 0x2f, 0x75, 0x7b,
    0x31, 0x3f, 0x63, 0x6d, 0x52, 0x5e, 0x00, 0x74, 0x7c, 0x41, 0x4f, 0x10, 0x20, 0x62, 0x6e,
    0x30, 0x73, 0x7d, 0x51, 0x5f, 0x40, 0x72, 0x7e, 0x61, 0x6f, 0x50, 0x71, 0x7f, 0x60, 0x70
  };

  private static final int HASH = 0x1e35a7bd;

  private final BitReader in;
  private final Canvas canvas;
  private final int width;
  private final int height;
  private final CodeMap codes;
  private final int cacheBits;
  private final int[] cache;

  /** The last pixels; its length is a power of two. */
  private final int[] ring;

  private final int[] row;
  private LosslessDecoder.Rows rows;
  private int at;
  private int x;
  private int y;

  PixelReader(
      BitReader in,
      Canvas canvas,
      int width,
      int height,
      CodeMap codes,
      int cacheBits,
      int[] ring) {
    this.in = in;
    this.canvas = canvas;
    this.width = width;
    this.height = height;
    this.codes = codes;
    this.cacheBits = cacheBits;
    this.cache = new int[cacheBits > 0 ? 1 << cacheBits : 0];
    this.ring = ring;
    this.row = new int[width];
  }

  void read(LosslessDecoder.Rows to) throws UnreadableImageException {
    rows = to;
    PrefixCodes code = codes.at(0, 0);
    while (y < height) {
      if (codes.mayChangeAt(x)) {
        code = codes.at(x, y);
      }
      int symbol = code.green().symbol(in);
      if (symbol < PrefixCodes.LITERALS) {
        int red = code.red().symbol(in);
        int blue = code.blue().symbol(in);
        int alpha = code.alpha().symbol(in);
        put(alpha << 24 | red << 16 | symbol << 8 | blue);
      } else if (symbol < PrefixCodes.LITERALS + PrefixCodes.LENGTHS) {
        int length = extended(symbol - PrefixCodes.LITERALS);
        copy(length, distance(extended(code.distance().symbol(in))));
        if (y < height) {
          code = codes.at(x, y);
        }
      } else {
        put(cache[symbol - PrefixCodes.LITERALS - PrefixCodes.LENGTHS]);
      }
    }
  }

  private void copy(int length, int distance) throws UnreadableImageException {
    long left = (long) (height - y) * width - x;
    if (length > left || distance > at) {
      throw UnreadableImageException.corrupt("the WebP refers to pixels outside the image");
    }
    for (int i = 0; i < length; i++) {
      put(ring[at - distance & ring.length - 1]);
    }
  }

  private void put(int argb) throws UnreadableImageException {
    ring[at++ & ring.length - 1] = argb;
    if (cacheBits > 0) {
      cache[HASH * argb >>> 32 - cacheBits] = argb;
    }
    row[x++] = argb;
    if (x == width) {
      canvas.work(width);
      in.requireData();
      rows.row(y, row);
      x = 0;
      y++;
    }
  }

  /** Decodes a length or distance: a prefix symbol and extra bits. */
  private int extended(int symbol) {
    if (symbol < 4) {
      return symbol + 1;
    }
    int extra = symbol - 2 >> 1;
    return (2 + (symbol & 1) << extra) + in.read(extra) + 1;
  }

  private int distance(int code) {
    if (code > NEAR.length) {
      return code - NEAR.length;
    }
    int near = NEAR[code - 1];
    return Math.max(1, (near >> 4) * width + 8 - (near & 15));
  }
}
