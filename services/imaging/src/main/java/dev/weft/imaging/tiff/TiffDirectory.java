package dev.weft.imaging.tiff;

import dev.weft.imaging.pixels.ByteSource;
import dev.weft.imaging.pixels.Orientation;
import dev.weft.imaging.pixels.UnreadableImageException;
import java.util.HashMap;
import java.util.Map;

/**
 * The first directory of a TIFF (revision 6.0). Values must be within the file, and are read on
 * demand and only as many as needed, so that a large count allocates no memory.
 */
final class TiffDirectory {
  private static final int BYTE = 1;
  private static final int SHORT = 3;
  private static final int LONG = 4;
  private static final int[] TYPE_BYTES = {0, 1, 1, 2, 4, 8, 1, 1, 2, 4, 8, 4, 8, 4};

  private final byte[] data;
  private final boolean little;
  private final Map<Integer, Entry> entries = new HashMap<>();

  /**
   * A tag's values.
   *
   * @param at offset of the values in the file
   */
  private record Entry(int type, long count, int at) {
    long length() {
      return count * (type < TYPE_BYTES.length ? TYPE_BYTES[type] : 0);
    }
  }

  private TiffDirectory(byte[] data) {
    this.data = data;
    this.little = data[0] == 'I';
  }

  static TiffDirectory read(byte[] data) throws UnreadableImageException {
    TiffDirectory directory = new TiffDirectory(data);
    directory.read();
    return directory;
  }

  boolean littleEndian() {
    return little;
  }

  boolean has(int tag) {
    return entries.containsKey(tag);
  }

  int width() throws UnreadableImageException {
    return side(TiffTag.WIDTH);
  }

  int height() throws UnreadableImageException {
    return side(TiffTag.HEIGHT);
  }

  Orientation orientation() throws UnreadableImageException {
    return Orientation.ofExif((int) first(TiffTag.ORIENTATION, 1));
  }

  /** Returns a tag's first number. */
  long first(int tag, long otherwise) throws UnreadableImageException {
    Entry entry = entries.get(tag);
    return entry == null || entry.count() == 0 || !isNumber(entry) ? otherwise : numbers(tag, 1)[0];
  }

  /** Returns the number of a tag's values. */
  long count(int tag) {
    Entry entry = entries.get(tag);
    return entry == null || !isNumber(entry) ? 0 : entry.count();
  }

  /** Returns a tag's first numbers, which must exist. */
  long[] numbers(int tag, int count) throws UnreadableImageException {
    Entry entry = entries.get(tag);
    if (count(tag) < count) {
      throw UnreadableImageException.corrupt(
          "tag %d of the TIFF has %d values, but %d are required"
              .formatted(tag, count(tag), count));
    }
    ByteSource source = source(entry.at());
    long[] numbers = new long[count];
    for (int i = 0; i < count; i++) {
      numbers[i] =
          switch (entry.type()) {
            case BYTE -> source.u8();
            case SHORT -> source.u16();
            default -> source.u32();
          };
    }
    return numbers;
  }

  /** Returns a tag's bytes, of any type; empty if it is absent. */
  byte[] bytes(int tag) {
    Entry entry = entries.get(tag);
    return entry == null
        ? new byte[0]
        : java.util.Arrays.copyOfRange(data, entry.at(), entry.at() + (int) entry.length());
  }

  private static boolean isNumber(Entry entry) {
    return entry.type() == BYTE || entry.type() == SHORT || entry.type() == LONG;
  }

  private int side(int tag) throws UnreadableImageException {
    long value = first(tag, 0);
    if (value < 1) {
      throw UnreadableImageException.corrupt("a TIFF without width or height");
    }
    return (int) Math.min(Integer.MAX_VALUE, value);
  }

  private void read() throws UnreadableImageException {
    long at = source(4).u32();
    if (at < 8 || at >= data.length) {
      throw UnreadableImageException.corrupt("the directory of the TIFF is outside the file");
    }
    ByteSource source = source((int) at);
    int count = source.u16();
    for (int i = 0; i < count; i++) {
      entry(source);
    }
  }

  private void entry(ByteSource source) throws UnreadableImageException {
    int tag = source.u16();
    int type = source.u16();
    long count = source.u32();
    int inline = source.position();
    long offset = source.u32();
    Entry entry = new Entry(type, count, 0);
    long start = entry.length() <= 4 ? inline : offset;
    if (start + entry.length() > data.length) {
      throw UnreadableImageException.corrupt(
          "tag %d of the TIFF specifies %d values, which are outside the file"
              .formatted(tag, count));
    }
    entries.putIfAbsent(tag, new Entry(type, count, (int) start));
  }

  private ByteSource source(int at) {
    return little ? ByteSource.littleEndian(data, at) : ByteSource.bigEndian(data, at);
  }
}
