package dev.weft.features;

import java.nio.FloatBuffer;
import java.util.HexFormat;

/**
 * A perceptual hash of 256 bits: the low frequencies of an image's brightness, compared with their
 * median. Hashes of re-encoded and resized copies differ in few bits, those of different
 * photographs in about half.
 *
 * <p>The brightness is averaged to 32x32 cells and transformed by a discrete cosine transform; each
 * bit is set if one of the 16x16 lowest frequencies is above their median.
 *
 * @param a frequencies 0 to 3 down
 * @param b frequencies 4 to 7 down
 * @param c frequencies 8 to 11 down
 * @param d frequencies 12 to 15 down
 */
public record PerceptualHash(long a, long b, long c, long d) {
  /**
   * Maximum number of bits in which near-duplicates may differ. Of 3,409 photographs of clothes two
   * were the same and all others differed in at least 40; copies encoded with quality 30, or scaled
   * to a third, half or double, in at most 12. Of 600 drawings: at least 26, and at most 14.
   */
  public static final int NEAR = 16;

  /** Bits of a hash. */
  public static final int BITS = 256;

  private static final int CELLS = 32;
  private static final int KEPT = 16;
  private static final double[][] COSINES = cosines();

  /**
   * Computes the hash of an image as decoded for the network.
   *
   * @param tensor {@code [3, height, width]} at index {@code offset}, in any value range; the
   *     buffer's position is unchanged
   */
  public static PerceptualHash of(FloatBuffer tensor, int offset, int height, int width) {
    return ofBits(frequencies(cells(tensor, offset, height, width)));
  }

  /** Returns the number of bits, 0..256, in which two hashes differ. */
  public int distance(PerceptualHash other) {
    return Long.bitCount(a ^ other.a)
        + Long.bitCount(b ^ other.b)
        + Long.bitCount(c ^ other.c)
        + Long.bitCount(d ^ other.d);
  }

  /** Whether the other hash is of a near-duplicate. */
  public boolean isNearDuplicateOf(PerceptualHash other) {
    return Long.bitCount(a ^ other.a) <= NEAR && distance(other) <= NEAR;
  }

  /**
   * Returns a range of the bits as a number.
   *
   * @param from index of the first bit, 0..255
   * @param to index after the last bit, at most 31 higher
   */
  public int bits(int from, int to) {
    int shift = from % Long.SIZE;
    long bits = word(from / Long.SIZE) >>> shift;
    if (shift + to - from > Long.SIZE) {
      bits |= word(from / Long.SIZE + 1) << (Long.SIZE - shift);
    }
    return (int) (bits & ((1L << (to - from)) - 1));
  }

  private long word(int place) {
    return switch (place) {
      case 0 -> a;
      case 1 -> b;
      case 2 -> c;
      default -> d;
    };
  }

  /** Returns 64 hex digits. */
  public String toHex() {
    HexFormat hex = HexFormat.of();
    return hex.toHexDigits(a) + hex.toHexDigits(b) + hex.toHexDigits(c) + hex.toHexDigits(d);
  }

  /** Parses the format of {@link #toHex}. */
  public static PerceptualHash fromHex(String hex) {
    if (hex.length() != 64) {
      throw new IllegalArgumentException(
          "a perceptual hash must have 64 hex digits, but is \"" + hex + "\"");
    }
    return new PerceptualHash(
        HexFormat.fromHexDigitsToLong(hex, 0, 16),
        HexFormat.fromHexDigitsToLong(hex, 16, 32),
        HexFormat.fromHexDigitsToLong(hex, 32, 48),
        HexFormat.fromHexDigitsToLong(hex, 48, 64));
  }

  private static double[][] cells(FloatBuffer tensor, int offset, int height, int width) {
    double[][] sums = new double[CELLS][CELLS];
    int[][] counts = new int[CELLS][CELLS];
    int plane = height * width;
    for (int y = 0; y < height; y++) {
      int row = y * CELLS / height;
      for (int x = 0; x < width; x++) {
        int column = x * CELLS / width;
        int at = offset + y * width + x;
        sums[row][column] +=
            0.299 * tensor.get(at)
                + 0.587 * tensor.get(at + plane)
                + 0.114 * tensor.get(at + 2 * plane);
        counts[row][column]++;
      }
    }
    for (int i = 0; i < CELLS; i++) {
      for (int j = 0; j < CELLS; j++) {
        sums[i][j] /= counts[i][j];
      }
    }
    return sums;
  }

  /** Returns the lowest frequencies by row; the first is the average brightness. */
  private static double[] frequencies(double[][] cells) {
    double[] kept = new double[KEPT * KEPT];
    double[] across = new double[CELLS];
    for (int u = 0; u < KEPT; u++) {
      for (int x = 0; x < CELLS; x++) {
        across[x] = 0;
        for (int y = 0; y < CELLS; y++) {
          across[x] += COSINES[u][y] * cells[y][x];
        }
      }
      for (int v = 0; v < KEPT; v++) {
        for (int x = 0; x < CELLS; x++) {
          kept[u * KEPT + v] += COSINES[v][x] * across[x];
        }
      }
    }
    return kept;
  }

  private static PerceptualHash ofBits(double[] frequencies) {
    // The average brightness is not specific to the picture, and would shift the median.
    frequencies[0] = 0;
    double[] sorted = frequencies.clone();
    java.util.Arrays.sort(sorted);
    double median = sorted[sorted.length / 2];
    long[] words = new long[4];
    for (int i = 0; i < frequencies.length; i++) {
      if (frequencies[i] > median) {
        words[i / 64] |= 1L << (i % 64);
      }
    }
    return new PerceptualHash(words[0], words[1], words[2], words[3]);
  }

  private static double[][] cosines() {
    double[][] cosines = new double[KEPT][CELLS];
    for (int u = 0; u < KEPT; u++) {
      for (int x = 0; x < CELLS; x++) {
        cosines[u][x] = Math.cos(Math.PI * u * (2 * x + 1) / (2.0 * CELLS));
      }
    }
    return cosines;
  }
}
