package dev.weft.imaging;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** TIFFs that ImageIO does not write. */
final class Tiffs {
  static final int WHITE_IS_ZERO = 0;
  static final int BLACK_IS_ZERO = 1;
  static final int RGB = 2;
  static final int CMYK = 5;

  private static final int FLOATS = 3;
  private static final int SIDE = 80;
  private static final int PIXELS_AT = 144;

  private Tiffs() {}

  /** An uncompressed TIFF of 80x80 pixels, whose samples all have the same value. */
  static byte[] uniform(int bits, int photometric, long sample) {
    long[] pixel = new long[photometric == RGB ? 3 : photometric == CMYK ? 4 : 1];
    Arrays.fill(pixel, sample);
    return uniform(bits, photometric, pixel);
  }

  /** An uncompressed TIFF of 80x80 pixels that are all the same. */
  static byte[] uniform(int bits, int photometric, long[] pixel) {
    return uniform(bits, photometric, pixel, null);
  }

  /**
   * An uncompressed TIFF of 80x80 pixels that are all the same.
   *
   * @param extra what the last sample is: 0 unspecified, 1 or 2 alpha; null if it is not said
   */
  static byte[] uniform(int bits, int photometric, long[] pixel, Integer extra) {
    return uniform(bits, photometric, pixel, extra, null);
  }

  /** An uncompressed TIFF of 80x80 pixels in RGB of 32-bit floats, with an unspecified sample. */
  static byte[] uniformFloats(float rgb, float unspecified) {
    long value = Float.floatToIntBits(rgb);
    long[] pixel = {value, value, value, Float.floatToIntBits(unspecified)};
    return uniform(Float.SIZE, RGB, pixel, 0, FLOATS);
  }

  private static byte[] uniform(
      int bits, int photometric, long[] pixel, Integer extra, Integer format) {
    int length = SIDE * SIDE * pixel.length * bits / 8;
    List<int[]> entries =
        new ArrayList<>(
            List.of(
                new int[] {256, SIDE},
                new int[] {257, SIDE},
                new int[] {258, bits},
                new int[] {259, 1},
                new int[] {262, photometric},
                new int[] {273, PIXELS_AT},
                new int[] {277, pixel.length},
                new int[] {278, SIDE},
                new int[] {279, length}));
    if (extra != null) {
      entries.add(new int[] {338, extra});
    }
    if (format != null) {
      entries.add(new int[] {339, format});
    }
    ByteBuffer file = ByteBuffer.allocate(PIXELS_AT + length);
    file.put("MM\0*".getBytes(StandardCharsets.ISO_8859_1)).putInt(8);
    file.putShort((short) entries.size());
    for (int[] entry : entries) {
      file.putShort((short) entry[0]).putShort((short) 4).putInt(1).putInt(entry[1]);
    }
    byte[] bytes = file.array();
    for (int i = 0; i < 8 * length; i++) {
      long sample = pixel[i / bits % pixel.length];
      long bit = sample >> (bits - 1 - i % bits) & 1;
      bytes[PIXELS_AT + i / 8] |= (byte) (bit << (7 - i % 8));
    }
    return bytes;
  }
}
