package dev.weft.imaging.webp;

import dev.weft.imaging.pixels.UnreadableImageException;

/**
 * A canonical prefix code. A code with a single symbol uses no bits; any other one must be
 * complete, so that every bit sequence decodes.
 */
final class PrefixCode {
  private static final int MAX_LENGTH = 15;
  private static final int MAX_LOOK = 8;

  /** Symbols in the order of their codes. */
  private final short[] symbols;

  /** Number of codes by length. */
  private final short[] counts;

  private final int look;

  /**
   * By the next {@link #look} bits: the symbol and, in the lowest four bits, its length; 0 for
   * longer codes.
   */
  private final short[] fast;

  private PrefixCode(short[] symbols, short[] counts, int look) {
    this.symbols = symbols;
    this.counts = counts;
    this.look = look;
    this.fast = new short[1 << look];
  }

  /**
   * Builds a code.
   *
   * @param lengths length of each symbol's code in bits, 0 to 15; 0 for none
   * @param alphabet number of entries of {@code lengths} that are used
   */
  static PrefixCode of(int[] lengths, int alphabet) throws UnreadableImageException {
    short[] counts = new short[MAX_LENGTH + 1];
    int used = 0;
    for (int s = 0; s < alphabet; s++) {
      if (lengths[s] > 0) {
        counts[lengths[s]]++;
        used++;
      }
    }
    int longest = MAX_LENGTH;
    int open = 1;
    int[] next = new int[MAX_LENGTH + 2];
    for (int length = 1; length <= MAX_LENGTH; length++) {
      open = (open << 1) - counts[length];
      if (open < 0) {
        break;
      }
      next[length + 1] = next[length] + counts[length];
    }
    if (used == 0 || used > 1 && open != 0) {
      throw UnreadableImageException.corrupt("a prefix code of the WebP is incomplete");
    }
    while (counts[longest] == 0) {
      longest--;
    }
    short[] symbols = new short[used];
    for (int s = 0; s < alphabet; s++) {
      if (lengths[s] > 0) {
        symbols[next[lengths[s]]++] = (short) s;
      }
    }
    PrefixCode code = new PrefixCode(symbols, counts, used == 1 ? 0 : Math.min(longest, MAX_LOOK));
    if (used > 1) {
      code.fillFast();
    }
    return code;
  }

  private void fillFast() {
    int code = 0;
    int index = 0;
    for (int length = 1; length <= look; length++) {
      for (int i = 0; i < counts[length]; i++, code++, index++) {
        int reversed = Integer.reverse(code) >>> 32 - length;
        for (int at = reversed; at < fast.length; at += 1 << length) {
          fast[at] = (short) (symbols[index] << 4 | length);
        }
      }
      code <<= 1;
    }
  }

  /** Reads the next symbol. */
  int symbol(BitReader in) {
    if (look == 0) {
      return symbols[0];
    }
    int bits = in.peek();
    int entry = fast[bits & fast.length - 1] & 0xffff;
    if (entry != 0) {
      in.skip(entry & 15);
      return entry >> 4;
    }
    return slow(in, bits);
  }

  private int slow(BitReader in, int bits) {
    int code = 0;
    int first = 0;
    int index = 0;
    for (int length = 1; length <= MAX_LENGTH; length++) {
      code |= bits >> length - 1 & 1;
      int offset = code - first;
      if (offset < counts[length]) {
        in.skip(length);
        return symbols[index + offset];
      }
      index += counts[length];
      first = first + counts[length] << 1;
      code <<= 1;
    }
    throw new IllegalStateException("a complete code has a symbol for all bits");
  }
}
