package dev.weft.imaging.jpeg;

import dev.weft.imaging.pixels.UnreadableImageException;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;

/**
 * Reads the bits of a scan. Reads beyond the end return zeros, so that the hot loop needs no check;
 * {@link #requireData()} detects them afterwards.
 */
final class EntropyReader {
  private static final VarHandle LONG =
      MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.BIG_ENDIAN);

  private final byte[] data;
  private int position;

  /**
   * The upper {@link #count} bits are the next ones. Those below are 0, or the ones that follow in
   * {@link #data}.
   */
  private long bits;

  private int count;
  private int padding;

  EntropyReader(byte[] data, int position) {
    this.data = data;
    this.position = position;
  }

  /** Position from which to search for the next marker. */
  int position() {
    return position;
  }

  /** Fails if more bits were read than available. */
  void requireData() throws UnreadableImageException {
    if (count < padding) {
      throw UnreadableImageException.corrupt(
          "the image data ends early, before byte " + Math.min(position + 1, data.length));
    }
  }

  /** Continues after the next restart marker. */
  void restart() throws UnreadableImageException {
    requireData();
    bits = 0;
    count = 0;
    padding = 0;
    while (position + 1 < data.length) {
      int next = data[position + 1] & 0xff;
      if (data[position] == (byte) 0xff && next >= 0xd0 && next <= 0xd7) {
        position += 2;
        return;
      }
      if (data[position] == (byte) 0xff && next != 0 && next != 0xff) {
        break;
      }
      position++;
    }
    throw UnreadableImageException.corrupt("a restart marker is missing at byte " + position);
  }

  int bit() {
    return receive(1);
  }

  /** Reads 1 to 16 bits, unsigned. */
  int receive(int size) {
    if (count < size) {
      fill();
    }
    int value = (int) (bits >>> 64 - size);
    skip(size);
    return value;
  }

  /** Reads up to 16 bits as a signed number; 0 for no bits. */
  int receiveSigned(int size) {
    return size == 0 ? 0 : HuffmanTable.extend(receive(size), size);
  }

  /** Reads the next symbol. */
  int symbol(HuffmanTable table) throws UnreadableImageException {
    if (count < 32) {
      fill();
    }
    int code = table.symbol((int) (bits >>> 48));
    skip(code & 0xff);
    return code >> 8;
  }

  /** Reads the difference of a DC coefficient to the one before. */
  int difference(HuffmanTable table) throws UnreadableImageException {
    if (count < 32) {
      fill();
    }
    int entry = table.fast[(int) (bits >>> 64 - HuffmanTable.LOOK)];
    if (entry == 0) {
      entry = table.coefficient((int) (bits >>> 32));
    }
    skip(entry & 0xff);
    return entry >> 16;
  }

  private void skip(int size) {
    bits <<= size;
    count -= size;
  }

  /**
   * Reads the AC coefficients of one block of a sequential scan.
   *
   * @param block receives them dequantized, in natural order
   * @param quantization in zigzag order
   * @param last zigzag index of the last coefficient that is needed
   * @return zigzag index of the last stored coefficient; 0 for none
   */
  int block(HuffmanTable table, int[] block, int[] quantization, int last)
      throws UnreadableImageException {
    final int[] fast = table.fast;
    long b = bits;
    int n = count;
    int k = 1;
    int stored = 0;
    while (k <= last) {
      if (n < 32) {
        bits = b;
        count = n;
        fill();
        b = bits;
        n = count;
      }
      int entry = fast[(int) (b >>> 64 - HuffmanTable.LOOK)];
      if (entry == 0) {
        entry = table.coefficient((int) (b >>> 32));
        if (entry >>> 8 == 15) {
          b <<= entry;
          n -= entry & 0xff;
          k += 16;
          continue;
        }
      }
      // Shifts by the entry's lower six bits.
      b <<= entry;
      n -= entry & 0xff;
      k += entry >> 8 & 0xff;
      if (k <= last) {
        block[Dct.NATURAL[k]] = (entry >> 16) * quantization[k];
        stored = k;
      }
      k++;
    }
    bits = b;
    count = n;
    if (k < 64) {
      k = skipRest(table, k);
    }
    if (k > 64 && k < HuffmanTable.END_OF_BLOCK) {
      throw UnreadableImageException.corrupt("a block has more than 64 coefficients");
    }
    return stored;
  }

  /** Passes over the coefficients from {@code k} on; returns the index after the last one. */
  private int skipRest(HuffmanTable table, int from) throws UnreadableImageException {
    final int[] skips = table.skips();
    final int[] fast = table.fast;
    long b = bits;
    int n = count;
    int k = from;
    while (k < 64) {
      if (n < 32) {
        bits = b;
        count = n;
        fill();
        b = bits;
        n = count;
      }
      int window = (int) (b >>> 64 - HuffmanTable.SKIP_LOOK);
      int entry = skips[window];
      if (k + (entry >> 8 & 0xff) < 64) {
        k += entry >> 16;
      } else if (table.computeSkip(window)) {
        continue;
      } else {
        entry = fast[(int) (b >>> 64 - HuffmanTable.LOOK)];
        if (entry == 0) {
          entry = table.coefficient((int) (b >>> 32));
        }
        k += (entry >> 8 & 0xff) + 1;
      }
      b <<= entry;
      n -= entry & 0xff;
    }
    bits = b;
    count = n;
    return k;
  }

  /** Fills the buffer to more than 32 bits; called if it has fewer. */
  private void fill() {
    if (position + 8 <= data.length) {
      long word = (long) LONG.get(data, position);
      if (!hasFf(word)) {
        bits |= word >>> count;
        position += 63 - count >> 3;
        count |= 56;
        return;
      }
    }
    fillByBytes();
  }

  private static boolean hasFf(long word) {
    return (~word - 0x0101010101010101L & word & 0x8080808080808080L) != 0;
  }

  /** Skips stuffed zeros and stops at a marker. */
  private void fillByBytes() {
    while (count <= 48) {
      int value = 0;
      if (position < data.length && data[position] != (byte) 0xff) {
        value = data[position++] & 0xff;
      } else if (position + 1 < data.length && data[position + 1] == 0) {
        value = 0xff;
        position += 2;
      } else {
        padding += 8;
      }
      bits |= (long) value << 56 - count;
      count += 8;
    }
  }
}
