package dev.weft.imaging.webp;

import dev.weft.imaging.pixels.UnreadableImageException;
import java.util.Arrays;

/** The five prefix codes of a part of an image. */
record PrefixCodes(
    PrefixCode green, PrefixCode red, PrefixCode blue, PrefixCode alpha, PrefixCode distance) {
  static final int LITERALS = 256;
  static final int LENGTHS = 24;
  private static final int DISTANCES = 40;
  private static final int[] ORDER = {
    17, 18, 0, 1, 2, 3, 4, 5, 16, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15
  };

  /**
   * Reads the five codes.
   *
   * @param cached number of entries of the colour cache; 0 for none
   */
  static PrefixCodes read(BitReader in, int cached) throws UnreadableImageException {
    return new PrefixCodes(
        code(in, LITERALS + LENGTHS + cached),
        code(in, LITERALS),
        code(in, LITERALS),
        code(in, LITERALS),
        code(in, DISTANCES));
  }

  private static PrefixCode code(BitReader in, int alphabet) throws UnreadableImageException {
    int[] lengths = new int[Math.max(alphabet, LITERALS)];
    if (in.bit()) {
      boolean two = in.bit();
      lengths[in.read(in.bit() ? 8 : 1)] = 1;
      if (two) {
        lengths[in.read(8)] = 1;
      }
    } else {
      readLengths(in, lengths, alphabet);
    }
    in.requireData();
    return PrefixCode.of(lengths, alphabet);
  }

  private static void readLengths(BitReader in, int[] lengths, int alphabet)
      throws UnreadableImageException {
    int[] ofLengths = new int[ORDER.length];
    int count = 4 + in.read(4);
    for (int i = 0; i < count; i++) {
      ofLengths[ORDER[i]] = in.read(3);
    }
    PrefixCode code = PrefixCode.of(ofLengths, ORDER.length);
    int left = in.bit() ? 2 + in.read(2 + 2 * in.read(3)) : alphabet;
    int last = 8;
    for (int s = 0; s < alphabet && left > 0; left--) {
      int length = code.symbol(in);
      if (length < 16) {
        lengths[s++] = length;
        last = length > 0 ? length : last;
        continue;
      }
      int repeat =
          switch (length) {
            case 16 -> 3 + in.read(2);
            case 17 -> 3 + in.read(3);
            default -> 11 + in.read(7);
          };
      if (s + repeat > alphabet) {
        throw UnreadableImageException.corrupt("a prefix code of the WebP has too many symbols");
      }
      Arrays.fill(lengths, s, s + repeat, length == 16 ? last : 0);
      s += repeat;
    }
  }
}
