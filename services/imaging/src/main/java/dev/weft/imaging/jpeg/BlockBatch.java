package dev.weft.imaging.jpeg;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.util.Arrays;

/**
 * The inverse DCT at full size, of many blocks at once: Loeffler, Ligtenberg and Moschytz, 1989, in
 * 12-bit fixed point. Columns are transformed as blocks are added, without those that are 0; rows
 * of all blocks together, in loops that the JVM compiles to vector instructions. Each loop does
 * little, since larger ones are not compiled to them.
 */
final class BlockBatch {
  private static final VarHandle LONG =
      MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);

  private static final int F_0_298 = Dct.fixed(0.298631336);
  private static final int F_0_390 = Dct.fixed(0.390180644);
  private static final int F_0_541 = Dct.fixed(0.5411961);
  private static final int F_0_765 = Dct.fixed(0.765366865);
  private static final int F_0_899 = Dct.fixed(0.899976223);
  private static final int F_1_175 = Dct.fixed(1.175875602);
  private static final int F_1_501 = Dct.fixed(1.501321110);
  private static final int F_1_847 = Dct.fixed(1.847759065);
  private static final int F_1_961 = Dct.fixed(1.961570560);
  private static final int F_2_053 = Dct.fixed(2.053119869);
  private static final int F_2_562 = Dct.fixed(2.562915447);
  private static final int F_3_072 = Dct.fixed(3.072711026);

  /** The odd part's factors of the first and third coefficient if the others are 0. */
  private static final int ODD_3_1 = F_1_501 - F_0_899 - F_0_390 + F_1_175;

  private static final int ODD_2_3 = F_3_072 - F_2_562 - F_1_961 + F_1_175;
  private static final int ODD_1_1 = F_1_175 - F_0_390;
  private static final int ODD_1_3 = F_1_175 - F_2_562;
  private static final int ODD_0_1 = F_1_175 - F_0_899;
  private static final int ODD_0_3 = F_1_175 - F_1_961;

  /** Rounding after the rows, and the middle of the range of samples. */
  private static final int ROW_BIAS = 65_536 + (128 << 17);

  /** Zigzag index up to which all coefficients lie in the first four columns and rows. */
  private static final int LAST_OF_FOUR = 9;

  private static final int BLOCKS = 32;

  /** Rows of all blocks. A constant, since only loops of constant length become vector code. */
  private static final int LANES = 8 * BLOCKS;

  /**
   * Distance of the lanes of a column from those of the one before; no power of two, for caches.
   */
  private static final int S = LANES + 8;

  /** Where each column is: even ones before odd ones. */
  private static final int[] PLACES = {0, 4, 1, 5, 2, 6, 3, 7};

  /** Number of the first columns that contain all coefficients up to a zigzag index. */
  private static final byte[] COLUMNS = new byte[64];

  static {
    for (int k = 0; k < 64; k++) {
      int column = Dct.NATURAL[k] % 8;
      COLUMNS[k] = (byte) Math.max(column + 1, k == 0 ? 0 : COLUMNS[k - 1]);
    }
  }

  /** Eight columns, each with eight rows of each block. */
  private int[] lanes;

  private final byte[][] out = new byte[BLOCKS][];
  private final int[] at = new int[BLOCKS];
  private final int[] stride = new int[BLOCKS];
  private int count;

  /**
   * Adds a block, whose samples are written by {@link #finish()} or earlier.
   *
   * @param block 64 dequantized coefficients in natural order
   * @param last zigzag index of the last non-zero coefficient
   * @param to receives the samples from {@code offset} on, in rows with a distance of {@code step}
   */
  void add(int[] block, int last, byte[] to, int offset, int step) {
    if (lanes == null) {
      lanes = new int[8 * S];
    }
    int lane = 8 * count;
    int columns = COLUMNS[last];
    if (last <= LAST_OF_FOUR) {
      for (int x = 0; x < columns; x++) {
        columnOfFour(block, x, lanes, PLACES[x] * S + lane);
      }
    } else {
      for (int x = 0; x < columns; x++) {
        column(block, x, lanes, PLACES[x] * S + lane);
      }
    }
    out[count] = to;
    at[count] = offset;
    stride[count] = step;
    count++;
    if (count == BLOCKS) {
      finish();
    }
  }

  /** Writes the samples of all blocks. */
  void finish() {
    if (count == 0) {
      return;
    }
    int[] b = lanes;
    scale(b);
    even(b);
    odd(b);
    sumsAndDifferences(b);
    pack(b);
    for (int block = 0; block < count; block++) {
      byte[] to = out[block];
      int row = at[block];
      for (int i = 8 * block; i < 8 * block + 8; i++) {
        LONG.set(to, row, b[i] & 0xffffffffL | (long) b[i + S] << 32);
        row += stride[block];
      }
      out[block] = null;
    }
    Arrays.fill(b, 0);
    count = 0;
  }

  private static void column(int[] b, int x, int[] to, int at) {
    int s0 = b[x];
    int s1 = b[x + 8];
    int s2 = b[x + 16];
    int s3 = b[x + 24];
    int s4 = b[x + 32];
    int s5 = b[x + 40];
    int s6 = b[x + 48];
    int s7 = b[x + 56];
    int p = (s2 + s6) * F_0_541;
    int t2 = p - s6 * F_1_847;
    int t3 = p + s2 * F_0_765;
    int t0 = (s0 + s4 << Dct.BITS) + 512;
    int t1 = (s0 - s4 << Dct.BITS) + 512;
    int p5 = (s7 + s3 + s5 + s1) * F_1_175;
    int p1 = p5 - (s7 + s1) * F_0_899;
    int p2 = p5 - (s5 + s3) * F_2_562;
    int p3 = (s7 + s3) * F_1_961;
    int p4 = (s5 + s1) * F_0_390;
    int o3 = s1 * F_1_501 + p1 - p4;
    int o2 = s3 * F_3_072 + p2 - p3;
    int o1 = s5 * F_2_053 + p2 - p4;
    int o0 = s7 * F_0_298 + p1 - p3;
    to[at] = t0 + t3 + o3 >> 10;
    to[at + 1] = t1 + t2 + o2 >> 10;
    to[at + 2] = t1 - t2 + o1 >> 10;
    to[at + 3] = t0 - t3 + o0 >> 10;
    to[at + 4] = t0 - t3 - o0 >> 10;
    to[at + 5] = t1 - t2 - o1 >> 10;
    to[at + 6] = t1 + t2 - o2 >> 10;
    to[at + 7] = t0 + t3 - o3 >> 10;
  }

  private static void columnOfFour(int[] b, int x, int[] to, int at) {
    int s1 = b[x + 8];
    int s2 = b[x + 16];
    int s3 = b[x + 24];
    int t2 = s2 * F_0_541;
    int t3 = s2 * (F_0_541 + F_0_765);
    int t = (b[x] << Dct.BITS) + 512;
    int o3 = s1 * ODD_3_1 + s3 * F_1_175;
    int o2 = s1 * F_1_175 + s3 * ODD_2_3;
    int o1 = s1 * ODD_1_1 + s3 * ODD_1_3;
    int o0 = s1 * ODD_0_1 + s3 * ODD_0_3;
    to[at] = t + t3 + o3 >> 10;
    to[at + 1] = t + t2 + o2 >> 10;
    to[at + 2] = t - t2 + o1 >> 10;
    to[at + 3] = t - t3 + o0 >> 10;
    to[at + 4] = t - t3 - o0 >> 10;
    to[at + 5] = t - t2 - o1 >> 10;
    to[at + 6] = t + t2 - o2 >> 10;
    to[at + 7] = t + t3 - o3 >> 10;
  }

  private static void scale(int[] b) {
    for (int i = 0; i < LANES; i++) {
      b[i] = (b[i] << Dct.BITS) + ROW_BIAS;
      b[i + 2 * S] = b[i + 2 * S] << Dct.BITS;
    }
  }

  private static void even(int[] b) {
    for (int i = 0; i < LANES; i++) {
      int s2 = b[i + S];
      int s6 = b[i + 3 * S];
      int p = (s2 + s6) * F_0_541;
      int t2 = p - s6 * F_1_847;
      int t3 = p + s2 * F_0_765;
      int t0 = b[i] + b[i + 2 * S];
      int t1 = b[i] - b[i + 2 * S];
      b[i] = t0 + t3;
      b[i + S] = t1 + t2;
      b[i + 2 * S] = t1 - t2;
      b[i + 3 * S] = t0 - t3;
    }
  }

  private static void odd(int[] b) {
    for (int i = 0; i < LANES; i++) {
      int s1 = b[i + 4 * S];
      int s3 = b[i + 5 * S];
      int s5 = b[i + 6 * S];
      int s7 = b[i + 7 * S];
      int s73 = s7 + s3;
      int s51 = s5 + s1;
      int p5 = (s73 + s51) * F_1_175;
      int p3 = s73 * F_1_961 - p5;
      int p4 = s51 * F_0_390 - p5;
      int p1 = (s7 + s1) * F_0_899;
      int p2 = (s5 + s3) * F_2_562;
      b[i + 4 * S] = s1 * F_1_501 - p1 - p4;
      b[i + 5 * S] = s3 * F_3_072 - p2 - p3;
      b[i + 6 * S] = s5 * F_2_053 - p2 - p4;
      b[i + 7 * S] = s7 * F_0_298 - p1 - p3;
    }
  }

  /** From the even and the odd part to samples: columns 0 to 3, then 7 to 4. */
  private static void sumsAndDifferences(int[] b) {
    for (int i = 0; i < 4 * S; i++) {
      int even = b[i];
      int odd = b[i + 4 * S];
      b[i] = clamp(even + odd >> 17);
      b[i + 4 * S] = clamp(even - odd >> 17);
    }
  }

  /** From eight columns of samples to two of four samples each. */
  private static void pack(int[] b) {
    for (int i = 0; i < LANES; i++) {
      int x0 = b[i];
      int x1 = b[i + S];
      int x2 = b[i + 2 * S];
      int x3 = b[i + 3 * S];
      int x4 = b[i + 7 * S];
      int x5 = b[i + 6 * S];
      int x6 = b[i + 5 * S];
      int x7 = b[i + 4 * S];
      b[i] = x0 | x1 << 8 | x2 << 16 | x3 << 24;
      b[i + S] = x4 | x5 << 8 | x6 << 16 | x7 << 24;
    }
  }

  /** To 0..255, without branches or conditional moves. */
  private static int clamp(int value) {
    int under = (value & ~(value >> 31)) - 255;
    return (under & under >> 31) + 255;
  }
}
