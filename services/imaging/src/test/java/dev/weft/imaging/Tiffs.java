package dev.weft.imaging;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;

/** TIFFs that ImageIO does not write. */
final class Tiffs {
  static final int WHITE_IS_ZERO = 0;
  static final int BLACK_IS_ZERO = 1;
  static final int RGB = 2;

  private static final int SIDE = 80;
  private static final int PIXELS_AT = 128;

  private Tiffs() {}

  /** An uncompressed TIFF of 80x80 pixels, whose samples all have the same value. */
  static byte[] uniform(int bits, int photometric, long sample) {
    int samples = photometric == RGB ? 3 : 1;
    int length = SIDE * SIDE * samples * bits / 8;
    int[][] entries = {
      {256, SIDE},
      {257, SIDE},
      {258, bits},
      {259, 1},
      {262, photometric},
      {273, PIXELS_AT},
      {277, samples},
      {278, SIDE},
      {279, length},
    };
    ByteBuffer file = ByteBuffer.allocate(PIXELS_AT + length);
    file.put("MM\0*".getBytes(StandardCharsets.ISO_8859_1)).putInt(8);
    file.putShort((short) entries.length);
    for (int[] entry : entries) {
      file.putShort((short) entry[0]).putShort((short) 4).putInt(1).putInt(entry[1]);
    }
    byte[] bytes = file.array();
    for (int i = 0; i < 8 * length; i++) {
      long bit = sample >> (bits - 1 - i % bits) & 1;
      bytes[PIXELS_AT + i / 8] |= (byte) (bit << (7 - i % 8));
    }
    return bytes;
  }
}
