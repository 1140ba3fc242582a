package dev.weft.imaging.jpeg;

import java.util.Arrays;

/**
 * The inverse DCT at less than full size, for which see {@link BlockBatch}. A block may be decoded
 * at 8x8, 4x4, 2x2 or 1x1: the inverse transform of only its lowest frequencies is the picture at
 * that size, without the frequencies that it cannot represent and at a fraction of the work.
 */
final class Dct {
  /** Zigzag to natural order; longer than 64, so that an invalid run stays within bounds. */
  static final int[] NATURAL = {
    0, 1, 8, 16, 9, 2, 3, 10, 17, 24, 32, 25, 18, 11, 4, 5, 12, 19, 26, 33, 40, 48, 41, 34, 27, 20,
    13, 6, 7, 14, 21, 28, 35, 42, 49, 56, 57, 50, 43, 36, 29, 22, 15, 23, 30, 37, 44, 51, 58, 59,
    52, 45, 38, 31, 39, 46, 53, 60, 61, 54, 47, 55, 62, 63, 63, 63, 63, 63, 63, 63, 63, 63, 63, 63,
    63, 63, 63, 63, 63, 63
  };

  static final int BITS = 12;

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
   * @param batch decodes the block if its size is 8
   */
  static void inverse(
      int[] block, int last, int size, byte[] out, int at, int stride, BlockBatch batch) {
    if (last == 0 || size == 1) {
      flat(block[0], size, out, at, stride);
    } else {
      switch (size) {
        case 2 -> inverse2(block, out, at, stride);
        case 4 -> inverse4(block, out, at, stride);
        default -> batch.add(block, last, out, at, stride);
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

  static int fixed(double value) {
    return (int) (value * (1 << BITS) + 0.5);
  }

  private static byte clamp(int value) {
    return (byte) ((value & ~0xff) == 0 ? value : ~value >> 31);
  }
}
