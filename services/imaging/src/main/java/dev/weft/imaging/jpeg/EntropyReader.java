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
  private static final VarHandle INT =
      MethodHandles.byteArrayViewVarHandle(int[].class, ByteOrder.BIG_ENDIAN);

  private final byte[] data;
  private int position;

  /** The lower {@link #count} bits are the next ones. */
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

  /** Reads up to 16 bits, unsigned. */
  int receive(int size) {
    if (count < size) {
      fill();
    }
    count -= size;
    return (int) (bits >>> count) & (1 << size) - 1;
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
    int next = (int) (bits >>> count - 16) & 0xffff;
    int entry = table.fast[next >> 16 - HuffmanTable.LOOK];
    if (entry == 0 || (entry & HuffmanTable.WHOLE) != 0) {
      entry = wholeSymbol(table, next, entry);
    }
    count -= entry & 0xff;
    return entry >> 16;
  }

  /** Extracts the symbol from an entry of the fast table that includes the value. */
  private static int wholeSymbol(HuffmanTable table, int next, int entry)
      throws UnreadableImageException {
    if (entry == 0) {
      return longCode(table, next);
    }
    int value = entry >> 16;
    int size = 32 - Integer.numberOfLeadingZeros(Math.abs(value));
    int symbol = (entry >> 8 & 15) << 4 | size;
    return symbol << 16 | (entry & 0xff) - size;
  }

  /**
   * Reads the AC coefficients of one block of a sequential scan.
   *
   * @param block receives them dequantized, in natural order
   * @param quantization in zigzag order, 80 long
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
    while (k < 64) {
      if (n < 32) {
        int at = position;
        int word;
        if (at + 4 <= data.length && !hasFf(word = (int) INT.get(data, at))) {
          b = b << 32 | word & 0xffffffffL;
          n += 32;
          position = at + 4;
        } else {
          bits = b;
          count = n;
          fill();
          b = bits;
          n = count;
        }
      }
      int entry = fast[(int) (b >>> n - HuffmanTable.LOOK) & (1 << HuffmanTable.LOOK) - 1];
      int value;
      if ((entry & HuffmanTable.WHOLE) != 0) {
        n -= entry & 0xff;
        k += entry >> 8 & 15;
        value = entry >> 16;
      } else {
        if (entry == 0) {
          entry = longCode(table, (int) (b >>> n - 16) & 0xffff);
        }
        n -= entry & 0xff;
        int size = entry >> 16 & 15;
        int run = entry >> 20;
        if (size == 0) {
          if (run != 15) {
            break;
          }
          k += 16;
          continue;
        }
        k += run;
        n -= size;
        value = HuffmanTable.extend((int) (b >>> n) & (1 << size) - 1, size);
      }
      if (k <= last) {
        block[Dct.NATURAL[k]] = value * quantization[k];
        stored = k;
      }
      k++;
    }
    bits = b;
    count = n;
    if (k > 64) {
      throw UnreadableImageException.corrupt("a block has more than 64 coefficients");
    }
    return stored;
  }

  private static int longCode(HuffmanTable table, int next) throws UnreadableImageException {
    int entry = table.slow(next);
    if (entry < 0) {
      throw UnreadableImageException.corrupt(
          "the image data contains a code that is not in its table");
    }
    return entry;
  }

  private static boolean hasFf(int word) {
    int inverse = ~word;
    return (inverse - 0x01010101 & ~inverse & 0x80808080) != 0;
  }

  /** Fills the buffer to more than 32 bits; skips stuffed zeros and stops at a marker. */
  private void fill() {
    while (count <= 32) {
      int value = 0;
      if (position < data.length && data[position] != (byte) 0xff) {
        value = data[position++] & 0xff;
      } else if (position + 1 < data.length && data[position + 1] == 0) {
        value = 0xff;
        position += 2;
      } else {
        padding += 8;
      }
      bits = bits << 8 | value;
      count += 8;
    }
  }
}
