package dev.weft.imaging.jpeg;

import dev.weft.imaging.pixels.UnreadableImageException;

/**
 * A Huffman table (ITU-T T.81, annex C and F.2.2.3), optimised for speed: one lookup of the next
 * {@value #LOOK} bits decodes most coefficients completely, including run and value.
 *
 * <p>An entry of {@link #fast} is 0 if the code is longer than that. With {@link #WHOLE} set it
 * holds the value in its upper 16 bits, the run in bits 8 to 11 and the length of code and value in
 * the lower byte; otherwise the symbol in its upper 16 bits and the length of the code in the lower
 * byte.
 */
final class HuffmanTable {
  static final int LOOK = 10;
  static final int WHOLE = 1 << 12;

  final int[] fast = new int[1 << LOOK];

  /** By length: the first code that is too large, left-aligned in 16 bits. */
  private final int[] limit = new int[18];

  /** By length: what to add to a code to get its index in {@link #symbols}. */
  private final int[] delta = new int[17];

  private final byte[] symbols;

  HuffmanTable(int[] counts, byte[] symbols) throws UnreadableImageException {
    this.symbols = symbols;
    int code = 0;
    int index = 0;
    for (int length = 1; length <= 16; length++) {
      delta[length] = index - code;
      for (int i = 0; i < counts[length]; i++, index++, code++) {
        if (code >= 1 << length) {
          throw UnreadableImageException.corrupt("a Huffman table has more codes than fit");
        }
        if (length <= LOOK) {
          enter(code, length, symbols[index] & 0xff);
        }
      }
      limit[length] = code << 16 - length;
      code <<= 1;
    }
    limit[17] = Integer.MAX_VALUE;
  }

  private void enter(int code, int length, int symbol) {
    int size = symbol & 15;
    int rest = LOOK - length;
    for (int tail = 0; tail < 1 << rest; tail++) {
      int entry = symbol << 16 | length;
      if (size > 0 && size <= rest) {
        int value = extend(tail >> rest - size, size);
        entry = value << 16 | WHOLE | (symbol >> 4) << 8 | length + size;
      }
      fast[code << rest | tail] = entry;
    }
  }

  /**
   * Decodes a code that is longer than {@link #LOOK} bits.
   *
   * @param bits the next 16 bits
   * @return symbol in the upper 16 bits, length in the lower byte; -1 if there is no such code
   */
  int slow(int bits) {
    for (int length = LOOK + 1; length <= 16; length++) {
      if (bits < limit[length]) {
        int index = (bits >> 16 - length) + delta[length];
        return index >= 0 && index < symbols.length ? (symbols[index] & 0xff) << 16 | length : -1;
      }
    }
    return -1;
  }

  /** Converts {@code size} bits to a signed number (T.81, figure F.12). */
  static int extend(int bits, int size) {
    return bits < 1 << size - 1 ? bits - (1 << size) + 1 : bits;
  }
}
