package dev.weft.imaging.webp;

import dev.weft.imaging.pixels.UnreadableImageException;

/**
 * Reads bits, least significant first. Reads beyond the end return zeros; {@link #requireData()}
 * detects them afterwards.
 */
final class BitReader {
  private final byte[] data;
  private final int end;
  private int position;
  private long bits;
  private int count;
  private int padding;

  BitReader(byte[] data, int start, int end) {
    this.data = data;
    this.position = start;
    this.end = end;
  }

  /** Reads up to 24 bits, unsigned. */
  int read(int size) {
    fill();
    int value = (int) bits & (1 << size) - 1;
    skip(size);
    return value;
  }

  boolean bit() {
    return read(1) != 0;
  }

  /** Returns at least the next 24 bits, the next one lowest, without consuming them. */
  int peek() {
    fill();
    return (int) bits;
  }

  void skip(int size) {
    bits >>>= size;
    count -= size;
  }

  /** Fails if more bits were read than available. */
  void requireData() throws UnreadableImageException {
    if (count < padding) {
      throw UnreadableImageException.corrupt("the image data of the WebP ends early");
    }
  }

  private void fill() {
    while (count < 32) {
      if (position < end) {
        bits |= (data[position++] & 0xffL) << count;
      } else {
        padding += 8;
      }
      count += 8;
    }
  }
}
