package dev.weft.imaging.gif;

import dev.weft.imaging.pixels.ByteSource;
import dev.weft.imaging.pixels.UnreadableImageException;

/** Decodes GIF's variable-length LZW on demand. */
final class LzwReader {
  private static final int MAX_CODES = 4_096;

  private final ByteSource source;
  private final short[] prefix = new short[MAX_CODES];
  private final byte[] suffix = new byte[MAX_CODES];
  private final byte[] stack = new byte[MAX_CODES + 1];
  private final int clear;
  private int stacked;
  private int codeBits;
  private int codes;
  private int previous = -1;
  private int first;
  private int bits;
  private int bitCount;
  private int blockLeft;
  private boolean ended;

  LzwReader(ByteSource source) throws UnreadableImageException {
    this.source = source;
    int minimum = source.u8();
    if (minimum < 1 || minimum > 8) {
      throw UnreadableImageException.corrupt("a GIF with codes of " + minimum + " bits");
    }
    clear = 1 << minimum;
    for (int i = 0; i < clear; i++) {
      suffix[i] = (byte) i;
    }
    reset();
  }

  /** Fills {@code indices} with the next pixels. */
  void read(byte[] indices) throws UnreadableImageException {
    int done = 0;
    while (done < indices.length) {
      if (stacked == 0) {
        unpack();
      }
      while (stacked > 0 && done < indices.length) {
        indices[done++] = stack[--stacked];
      }
    }
  }

  private void reset() {
    codeBits = Integer.numberOfTrailingZeros(clear) + 1;
    codes = clear + 2;
    previous = -1;
  }

  /** Pushes the pixels of the next code onto the stack, the first on top. */
  private void unpack() throws UnreadableImageException {
    int code = next();
    while (code == clear) {
      reset();
      code = next();
    }
    if (code == clear + 1 || code > codes || previous < 0 && code > clear || code >= MAX_CODES) {
      throw UnreadableImageException.corrupt(
          "the frame of the GIF ends early or has invalid codes");
    }
    int walk = code;
    if (code == codes) {
      stack[stacked++] = (byte) first;
      walk = previous;
    }
    while (walk > clear) {
      stack[stacked++] = suffix[walk];
      walk = prefix[walk];
    }
    first = suffix[walk] & 0xff;
    stack[stacked++] = (byte) first;
    if (previous >= 0 && codes < MAX_CODES) {
      prefix[codes] = (short) previous;
      suffix[codes] = (byte) first;
      codes++;
      if (codes == 1 << codeBits && codeBits < 12) {
        codeBits++;
      }
    }
    previous = code;
  }

  private int next() throws UnreadableImageException {
    while (bitCount < codeBits) {
      if (blockLeft == 0) {
        blockLeft = ended ? 0 : source.u8();
        if (blockLeft == 0) {
          ended = true;
          return clear + 1;
        }
      }
      bits |= source.u8() << bitCount;
      bitCount += 8;
      blockLeft--;
    }
    int code = bits & (1 << codeBits) - 1;
    bits >>>= codeBits;
    bitCount -= codeBits;
    return code;
  }
}
