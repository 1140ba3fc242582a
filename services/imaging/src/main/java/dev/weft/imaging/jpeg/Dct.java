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

  private static final int F_0_298 = fixed(0.298631336);
  private static final int F_0_390 = fixed(0.390180644);
  private static final int F_0_541 = fixed(0.5411961);
  private static final int F_0_765 = fixed(0.765366865);
  private static final int F_0_899 = fixed(0.899976223);
  private static final int F_1_175 = fixed(1.175875602);
  private static final int F_1_501 = fixed(1.501321110);
  private static final int F_1_847 = fixed(1.847759065);
  private static final int F_1_961 = fixed(1.961570560);
  private static final int F_2_053 = fixed(2.053119869);
  private static final int F_2_562 = fixed(2.562915447);
  private static final int F_3_072 = fixed(3.072711026);

  /** The odd part's factors of the first and third coefficient if the others are 0. */
  private static final int ODD_3_1 = F_1_501 - F_0_899 - F_0_390 + F_1_175;

  private static final int ODD_2_3 = F_3_072 - F_2_562 - F_1_961 + F_1_175;
  private static final int ODD_1_1 = F_1_175 - F_0_390;
  private static final int ODD_1_3 = F_1_175 - F_2_562;
  private static final int ODD_0_1 = F_1_175 - F_0_899;
  private static final int ODD_0_3 = F_1_175 - F_1_961;

  /** Rounding, and the middle of the range of samples. */
  private static final int ROW_BIAS = 65_536 + (128 << 17);

  /** Zigzag index up to which all coefficients lie in the first four columns and rows. */
  private static final int LAST_OF_FOUR = 9;

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
   * @param block 64 dequantized coefficients in natural order, and room for as many numbers
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
        default -> inverse8(block, last, out, at, stride);
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
      b[x + 64] = e0 + o0 + 512 >> BITS - 2;
      b[x + 72] = e1 + o1 + 512 >> BITS - 2;
      b[x + 80] = e1 - o1 + 512 >> BITS - 2;
      b[x + 88] = e0 - o0 + 512 >> BITS - 2;
    }
    int bias = (1 << BITS + 1) + (128 << BITS + 2);
    for (int y = 0; y < 4; y++) {
      int i = 64 + y * 8;
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

  /**
   * Loeffler, Ligtenberg and Moschytz, 1989, in 12-bit fixed point: columns, then rows. Of a block
   * whose coefficients all lie in the first four columns and rows, nothing else is computed; the
   * results are the same.
   */
  private static void inverse8(int[] b, int last, byte[] out, int at, int stride) {
    if (last <= LAST_OF_FOUR) {
      for (int x = 0; x < 4; x++) {
        columnOfFour(b, x);
      }
      for (int y = 0; y < 8; y++) {
        rowOfFour(b, 64 + y * 8, out, at + y * stride);
      }
      return;
    }
    for (int x = 0; x < 8; x++) {
      if ((b[x + 8] | b[x + 16] | b[x + 24] | b[x + 32] | b[x + 40] | b[x + 48] | b[x + 56]) == 0) {
        int dc = b[x] << 2;
        for (int i = 64 + x; i < 128; i += 8) {
          b[i] = dc;
        }
      } else {
        column(b, x);
      }
    }
    for (int y = 0; y < 8; y++) {
      row(b, 64 + y * 8, out, at + y * stride);
    }
  }

  private static void column(int[] b, int at) {
    int s1 = b[at + 8];
    int s2 = b[at + 16];
    int s3 = b[at + 24];
    int s5 = b[at + 40];
    int s6 = b[at + 48];
    int s7 = b[at + 56];
    int p = (s2 + s6) * F_0_541;
    int t2 = p - s6 * F_1_847;
    int t3 = p + s2 * F_0_765;
    int t0 = (b[at] + b[at + 32] << BITS) + 512;
    int t1 = (b[at] - b[at + 32] << BITS) + 512;
    int p5 = (s7 + s3 + s5 + s1) * F_1_175;
    int p1 = p5 - (s7 + s1) * F_0_899;
    int p2 = p5 - (s5 + s3) * F_2_562;
    int p3 = (s7 + s3) * F_1_961;
    int p4 = (s5 + s1) * F_0_390;
    int o3 = s1 * F_1_501 + p1 - p4;
    int o2 = s3 * F_3_072 + p2 - p3;
    int o1 = s5 * F_2_053 + p2 - p4;
    int o0 = s7 * F_0_298 + p1 - p3;
    b[at + 64] = t0 + t3 + o3 >> 10;
    b[at + 120] = t0 + t3 - o3 >> 10;
    b[at + 72] = t1 + t2 + o2 >> 10;
    b[at + 112] = t1 + t2 - o2 >> 10;
    b[at + 80] = t1 - t2 + o1 >> 10;
    b[at + 104] = t1 - t2 - o1 >> 10;
    b[at + 88] = t0 - t3 + o0 >> 10;
    b[at + 96] = t0 - t3 - o0 >> 10;
  }

  private static void row(int[] b, int at, byte[] out, int to) {
    int s1 = b[at + 1];
    int s2 = b[at + 2];
    int s3 = b[at + 3];
    int s5 = b[at + 5];
    int s6 = b[at + 6];
    int s7 = b[at + 7];
    int p = (s2 + s6) * F_0_541;
    int t2 = p - s6 * F_1_847;
    int t3 = p + s2 * F_0_765;
    int t0 = (b[at] + b[at + 4] << BITS) + ROW_BIAS;
    int t1 = (b[at] - b[at + 4] << BITS) + ROW_BIAS;
    int p5 = (s7 + s3 + s5 + s1) * F_1_175;
    int p1 = p5 - (s7 + s1) * F_0_899;
    int p2 = p5 - (s5 + s3) * F_2_562;
    int p3 = (s7 + s3) * F_1_961;
    int p4 = (s5 + s1) * F_0_390;
    int o3 = s1 * F_1_501 + p1 - p4;
    int o2 = s3 * F_3_072 + p2 - p3;
    int o1 = s5 * F_2_053 + p2 - p4;
    int o0 = s7 * F_0_298 + p1 - p3;
    out[to] = clamp(t0 + t3 + o3 >> 17);
    out[to + 7] = clamp(t0 + t3 - o3 >> 17);
    out[to + 1] = clamp(t1 + t2 + o2 >> 17);
    out[to + 6] = clamp(t1 + t2 - o2 >> 17);
    out[to + 2] = clamp(t1 - t2 + o1 >> 17);
    out[to + 5] = clamp(t1 - t2 - o1 >> 17);
    out[to + 3] = clamp(t0 - t3 + o0 >> 17);
    out[to + 4] = clamp(t0 - t3 - o0 >> 17);
  }

  private static void columnOfFour(int[] b, int at) {
    int s1 = b[at + 8];
    int s2 = b[at + 16];
    int s3 = b[at + 24];
    int t2 = s2 * F_0_541;
    int t3 = s2 * (F_0_541 + F_0_765);
    int t = (b[at] << BITS) + 512;
    int o3 = s1 * ODD_3_1 + s3 * F_1_175;
    int o2 = s1 * F_1_175 + s3 * ODD_2_3;
    int o1 = s1 * ODD_1_1 + s3 * ODD_1_3;
    int o0 = s1 * ODD_0_1 + s3 * ODD_0_3;
    b[at + 64] = t + t3 + o3 >> 10;
    b[at + 120] = t + t3 - o3 >> 10;
    b[at + 72] = t + t2 + o2 >> 10;
    b[at + 112] = t + t2 - o2 >> 10;
    b[at + 80] = t - t2 + o1 >> 10;
    b[at + 104] = t - t2 - o1 >> 10;
    b[at + 88] = t - t3 + o0 >> 10;
    b[at + 96] = t - t3 - o0 >> 10;
  }

  private static void rowOfFour(int[] b, int at, byte[] out, int to) {
    int s1 = b[at + 1];
    int s2 = b[at + 2];
    int s3 = b[at + 3];
    int t2 = s2 * F_0_541;
    int t3 = s2 * (F_0_541 + F_0_765);
    int t = (b[at] << BITS) + ROW_BIAS;
    int o3 = s1 * ODD_3_1 + s3 * F_1_175;
    int o2 = s1 * F_1_175 + s3 * ODD_2_3;
    int o1 = s1 * ODD_1_1 + s3 * ODD_1_3;
    int o0 = s1 * ODD_0_1 + s3 * ODD_0_3;
    out[to] = clamp(t + t3 + o3 >> 17);
    out[to + 7] = clamp(t + t3 - o3 >> 17);
    out[to + 1] = clamp(t + t2 + o2 >> 17);
    out[to + 6] = clamp(t + t2 - o2 >> 17);
    out[to + 2] = clamp(t - t2 + o1 >> 17);
    out[to + 5] = clamp(t - t2 - o1 >> 17);
    out[to + 3] = clamp(t - t3 + o0 >> 17);
    out[to + 4] = clamp(t - t3 - o0 >> 17);
  }

  private static int fixed(double value) {
    return (int) (value * (1 << BITS) + 0.5);
  }

  private static byte clamp(int value) {
    return (byte) ((value & ~0xff) == 0 ? value : ~value >> 31);
  }
}
