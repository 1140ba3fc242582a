package dev.weft.imaging.jpeg;

import dev.weft.imaging.pixels.UnreadableImageException;
import java.util.Arrays;

/**
 * A Huffman table (ITU-T T.81, annex C and F.2.2.3), optimised for speed: one lookup of the next
 * {@value #LOOK} bits decodes most coefficients completely, including run and value, and one lookup
 * of the next {@value #SKIP_LOOK} bits passes over several that are not needed.
 */
final class HuffmanTable {
  static final int LOOK = 11;
  static final int SKIP_LOOK = 13;

  /** The run of an end of block, which leads beyond any block. */
  static final int END_OF_BLOCK = 128;

  private static final int NOT_COMPUTED = 0xff00;
  private static final int NOTHING_WHOLE = 0xff01;

  /**
   * Whole coefficients by the next {@link #LOOK} bits: the value in the upper 16 bits, the run in
   * bits 8 to 15, the length of code and value in the lower byte; 0 if they are longer, and for a
   * run of 16 zeros.
   */
  final int[] fast = new int[1 << LOOK];

  /** Symbols by the next {@link #LOOK} bits, above a byte of the code's length; 0 if longer. */
  private final int[] codes = new int[1 << LOOK];

  /** See {@link #skips()}. */
  private int[] skips;

  /** By length: the first code that is too large, left-aligned in 16 bits. */
  private final int[] limit = new int[17];

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
  }

  private void enter(int code, int length, int symbol) {
    int size = symbol & 15;
    int run = symbol >> 4;
    int rest = LOOK - length;
    int from = code << rest;
    Arrays.fill(codes, from, from + (1 << rest), symbol << 8 | length);
    if (size == 0) {
      Arrays.fill(fast, from, from + (1 << rest), run == 15 ? 0 : END_OF_BLOCK << 8 | length);
    } else if (size <= rest) {
      for (int tail = 0; tail < 1 << rest; tail++) {
        int value = extend(tail >> rest - size, size);
        fast[from | tail] = value << 16 | run << 8 | length + size;
      }
    }
  }

  /**
   * Decodes a symbol.
   *
   * @param bits the next 16 bits
   * @return the symbol above a byte of its code's length in bits
   */
  int symbol(int bits) throws UnreadableImageException {
    int code = codes[bits >> 16 - LOOK];
    if (code != 0) {
      return code;
    }
    for (int length = LOOK + 1; length <= 16; length++) {
      if (bits < limit[length]) {
        int index = (bits >> 16 - length) + delta[length];
        if (index < 0 || index >= symbols.length) {
          break;
        }
        return (symbols[index] & 0xff) << 8 | length;
      }
    }
    throw UnreadableImageException.corrupt("the image data holds a code that is not in its table");
  }

  /**
   * Decodes a coefficient of which {@link #fast} has no entry.
   *
   * @param bits the next 32 bits
   * @return as in {@link #fast}; 16 zeros are a run of 15 and the value 0
   */
  int coefficient(int bits) throws UnreadableImageException {
    int code = symbol(bits >>> 16);
    int length = code & 0xff;
    int run = code >> 12;
    int size = code >> 8 & 15;
    if (size == 0) {
      return (run == 15 ? run : END_OF_BLOCK) << 8 | length;
    }
    int value = extend(bits << length >>> 32 - size, size);
    return value << 16 | run << 8 | length + size;
  }

  /**
   * What passes over all coefficients that end within the next {@link #SKIP_LOOK} bits: their
   * length in the lower byte, the number of coefficients including zeros in the next one, and the
   * same number in the upper 16 bits, to which {@link #END_OF_BLOCK} is added if they end the
   * block. The number is 255 if an entry has not been computed, or if no coefficient ends there.
   */
  int[] skips() {
    if (skips == null) {
      skips = new int[1 << SKIP_LOOK];
      Arrays.fill(skips, NOT_COMPUTED);
    }
    return skips;
  }

  /**
   * Computes an entry of {@link #skips()}; returns false if it had been computed.
   *
   * @param window the next {@link #SKIP_LOOK} bits
   */
  boolean computeSkip(int window) {
    if (skips[window] != NOT_COMPUTED) {
      return false;
    }
    int bits = window << 32 - SKIP_LOOK;
    int length = 0;
    int number = 0;
    int end = 0;
    while (end == 0) {
      int entry = fast[bits << length >>> 32 - LOOK];
      int size = entry & 0xff;
      if (size == 0 || length + size > SKIP_LOOK) {
        break;
      }
      length += size;
      int run = entry >> 8 & 0xff;
      if (run == END_OF_BLOCK) {
        end = END_OF_BLOCK;
      } else {
        number += run + 1;
      }
    }
    skips[window] = length == 0 ? NOTHING_WHOLE : number + end << 16 | number << 8 | length;
    return true;
  }

  /** Converts {@code size} bits to a signed number (T.81, figure F.12). */
  static int extend(int bits, int size) {
    return bits < 1 << size - 1 ? bits - (1 << size) + 1 : bits;
  }
}
