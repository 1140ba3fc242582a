package dev.weft.imaging.jpeg;

import java.util.Arrays;

/**
 * The inverse DCT. A block may be decoded at 8x8, 4x4, 2x2 or 1x1: the inverse transform of only
 * its lowest frequencies is the picture at that size, without the frequencies that it cannot
 * represent and at a fraction of the work.
 */
final class Dct {
  /** Zigzag to natural order; longer than 64, so that an invalid run stays within bounds. */
  static final int[] NATURAL = {
    0, 1, 8, 16, 9, 2, 3, 10, 17, 24, 32, 25, 18, 11, 4, 5, 12, 19, 26, 33, 40, 48, 41, 34, 27, 20,
    13, 6, 7, 14, 21, 28, 35, 42, 49, 56, 57, 50, 43, 36, 29, 22, 15, 23, 30, 37, 44, 51, 58, 59,
    52, 45, 38, 31, 39, 46, 53, 60, 61, 54, 47, 55, 62, 63, 63, 63, 63, 63, 63, 63, 63, 63, 63, 63,
    63, 63, 63, 63, 63, 63
  };

  private static final int BITS = 12;

  private Dct() {}

  /** Zigzag index of the last coefficient that affects an output of {@code size}. */
  static int lastNeeded(int size) {
    return switch (size) {
      case 1 -> 0;
      case 2 -> 4;
      case 4 -> 24;
      default -> 63;
    };
  }

  /**
   * Decodes a block.
   *
   * @param block 64 dequantized coefficients in natural order; used as scratch
   * @param last zigzag index of the last non-zero coefficient
   * @param size 1, 2, 4 or 8
   */
  static void inverse(int[] block, int last, int size, byte[] out, int at, int stride) {
    if (last == 0 || size == 1) {
      flat(block[0], size, out, at, stride);
    } else {
      switch (size) {
        case 2 -> inverse2(block, out, at, stride);
        case 4 -> inverse4(block, out, at, stride);
        default -> inverse8(block, out, at, stride);
      }
    }
  }

  private static void flat(int dc, int size, byte[] out, int at, int stride) {
    byte value = clamp((dc + 4 >> 3) + 128);
    for (int y = 0, row = at; y < size; y++, row += stride) {
      Arrays.fill(out, row, row + size, value);
    }
  }

  private static void inverse2(int[] b, byte[] out, int at, int stride) {
    int a = b[0] + 4 + (128 << 3);
    out[at] = clamp(a + b[1] + b[8] + b[9] >> 3);
    out[at + 1] = clamp(a - b[1] + b[8] - b[9] >> 3);
    out[at + stride] = clamp(a + b[1] - b[8] - b[9] >> 3);
    out[at + stride + 1] = clamp(a - b[1] - b[8] + b[9] >> 3);
  }

  private static void inverse4(int[] b, byte[] out, int at, int stride) {
    for (int x = 0; x < 4; x++) {
      int even = b[x] + b[x + 16];
      int odd = b[x] - b[x + 16];
      int e0 = even * fixed(0.353553391);
      int e1 = odd * fixed(0.353553391);
      int o0 = b[x + 8] * fixed(0.461939766) + b[x + 24] * fixed(0.191341716);
      int o1 = b[x + 8] * fixed(0.191341716) - b[x + 24] * fixed(0.461939766);
      // Two fraction bits are kept between the passes.
      b[x] = e0 + o0 + 512 >> BITS - 2;
      b[x + 8] = e1 + o1 + 512 >> BITS - 2;
      b[x + 16] = e1 - o1 + 512 >> BITS - 2;
      b[x + 24] = e0 - o0 + 512 >> BITS - 2;
    }
    int bias = (1 << BITS + 1) + (128 << BITS + 2);
    for (int y = 0; y < 4; y++) {
      int i = y * 8;
      int e0 = (b[i] + b[i + 2]) * fixed(0.353553391) + bias;
      int e1 = (b[i] - b[i + 2]) * fixed(0.353553391) + bias;
      int o0 = b[i + 1] * fixed(0.461939766) + b[i + 3] * fixed(0.191341716);
      int o1 = b[i + 1] * fixed(0.191341716) - b[i + 3] * fixed(0.461939766);
      int o = at + y * stride;
      out[o] = clamp(e0 + o0 >> BITS + 2);
      out[o + 1] = clamp(e1 + o1 >> BITS + 2);
      out[o + 2] = clamp(e1 - o1 >> BITS + 2);
      out[o + 3] = clamp(e0 - o0 >> BITS + 2);
    }
  }

  /** Loeffler, Ligtenberg and Moschytz, 1989, in 12-bit fixed point: columns, then rows. */
  private static void inverse8(int[] b, byte[] out, int at, int stride) {
    for (int x = 0; x < 8; x++) {
      if ((b[x + 8] | b[x + 16] | b[x + 24] | b[x + 32] | b[x + 40] | b[x + 48] | b[x + 56]) == 0) {
        int dc = b[x] << 2;
        for (int i = x; i < 64; i += 8) {
          b[i] = dc;
        }
      } else {
        pass(b, x, 8, 512, 10);
      }
    }
    for (int y = 0; y < 8; y++) {
      int i = y * 8;
      pass(b, i, 1, 65_536 + (128 << 17), 17);
      int o = at + y * stride;
      for (int x = 0; x < 8; x++) {
        out[o + x] = clamp(b[i + x]);
      }
    }
  }

  private static void pass(int[] b, int at, int step, int bias, int shift) {
    int s1 = b[at + step];
    int s2 = b[at + 2 * step];
    int s3 = b[at + 3 * step];
    int s5 = b[at + 5 * step];
    int s6 = b[at + 6 * step];
    int s7 = b[at + 7 * step];
    int p = (s2 + s6) * fixed(0.5411961);
    int t2 = p - s6 * fixed(1.847759065);
    int t3 = p + s2 * fixed(0.765366865);
    int t0 = (b[at] + b[at + 4 * step] << BITS) + bias;
    int t1 = (b[at] - b[at + 4 * step] << BITS) + bias;
    int x0 = t0 + t3;
    int x3 = t0 - t3;
    int x1 = t1 + t2;
    int x2 = t1 - t2;
    int p5 = (s7 + s3 + s5 + s1) * fixed(1.175875602);
    int p1 = p5 - (s7 + s1) * fixed(0.899976223);
    int p2 = p5 - (s5 + s3) * fixed(2.562915447);
    int p3 = -(s7 + s3) * fixed(1.961570560);
    int p4 = -(s5 + s1) * fixed(0.390180644);
    int o3 = s1 * fixed(1.501321110) + p1 + p4;
    int o2 = s3 * fixed(3.072711026) + p2 + p3;
    int o1 = s5 * fixed(2.053119869) + p2 + p4;
    int o0 = s7 * fixed(0.298631336) + p1 + p3;
    b[at] = x0 + o3 >> shift;
    b[at + 7 * step] = x0 - o3 >> shift;
    b[at + step] = x1 + o2 >> shift;
    b[at + 6 * step] = x1 - o2 >> shift;
    b[at + 2 * step] = x2 + o1 >> shift;
    b[at + 5 * step] = x2 - o1 >> shift;
    b[at + 3 * step] = x3 + o0 >> shift;
    b[at + 4 * step] = x3 - o0 >> shift;
  }

  private static int fixed(double value) {
    return (int) (value * (1 << BITS) + 0.5);
  }

  private static byte clamp(int value) {
    return (byte) ((value & ~0xff) == 0 ? value : ~value >> 31);
  }
}
