package dev.weft.imaging.plugin;

import dev.weft.imaging.pixels.ByteSource;
import dev.weft.imaging.pixels.Orientation;
import dev.weft.imaging.pixels.UnreadableImageException;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;

/**
 * The first directory of a TIFF (revision 6.0), checked before the decoder sees it: every value
 * must lie within the file, so that no count makes it take memory for what is not there.
 */
final class TiffDirectory {
  private static final int WIDTH = 256;
  private static final int HEIGHT = 257;
  private static final int BITS = 258;
  private static final int ORIENTATION = 274;
  private static final int SAMPLES = 277;
  private static final int STRIP_OFFSETS = 273;
  private static final int STRIP_BYTES = 279;
  private static final int TILE_WIDTH = 322;
  private static final int TILE_HEIGHT = 323;
  private static final int TILE_OFFSETS = 324;
  private static final int TILE_BYTES = 325;

  private static final int[] TYPE_BYTES = {0, 1, 1, 2, 4, 8, 1, 1, 2, 4, 8, 4, 8, 4};

  private final byte[] data;
  private final boolean little;
  private final Map<Integer, long[]> values = new HashMap<>();

  private TiffDirectory(byte[] data) {
    this.data = data;
    this.little = data[0] == 'I';
  }

  static TiffDirectory read(byte[] data) throws UnreadableImageException {
    TiffDirectory directory = new TiffDirectory(data);
    directory.read();
    return directory;
  }

  int width() throws UnreadableImageException {
    return side(WIDTH);
  }

  int height() throws UnreadableImageException {
    return side(HEIGHT);
  }

  Orientation orientation() {
    return Orientation.ofExif((int) first(ORIENTATION, 1));
  }

  /** Of one pixel, unpacked. */
  long bytesPerPixel() {
    long bits = Arrays.stream(values.getOrDefault(BITS, new long[] {1})).max().orElse(1);
    return Math.max(1, first(SAMPLES, 1) * Math.max(8, bits) / 8);
  }

  /** That each strip or tile lies within the file, and no tile is larger than {@code maxTile}. */
  void checkData(long maxTile) throws UnreadableImageException {
    boolean tiled = values.containsKey(TILE_OFFSETS);
    long[] offsets = values.get(tiled ? TILE_OFFSETS : STRIP_OFFSETS);
    long[] lengths = values.get(tiled ? TILE_BYTES : STRIP_BYTES);
    if (offsets == null || offsets.length == 0) {
      throw UnreadableImageException.corrupt("a TIFF without image data");
    }
    for (int i = 0; i < offsets.length; i++) {
      long length = lengths != null && i < lengths.length ? lengths[i] : 0;
      if (offsets[i] + length > data.length || offsets[i] >= data.length) {
        throw UnreadableImageException.corrupt(
            "the image data of the TIFF lies outside the file, which is cut off");
      }
    }
    if (tiled && first(TILE_WIDTH, 0) * first(TILE_HEIGHT, 0) > maxTile) {
      throw UnreadableImageException.corrupt("a tile of the TIFF is larger than the image");
    }
  }

  private int side(int tag) throws UnreadableImageException {
    long value = first(tag, 0);
    if (value < 1) {
      throw UnreadableImageException.corrupt("a TIFF without width or height");
    }
    return (int) Math.min(Integer.MAX_VALUE, value);
  }

  private long first(int tag, long otherwise) {
    long[] found = values.get(tag);
    return found == null || found.length == 0 ? otherwise : found[0];
  }

  private void read() throws UnreadableImageException {
    long at = source(4).u32();
    if (at < 8 || at >= data.length) {
      throw UnreadableImageException.corrupt("the directory of a TIFF lies outside the file");
    }
    ByteSource source = source((int) at);
    int entries = source.u16();
    for (int i = 0; i < entries; i++) {
      entry(source);
    }
  }

  private void entry(ByteSource source) throws UnreadableImageException {
    int tag = source.u16();
    int type = source.u16();
    long count = source.u32();
    int inline = source.position();
    long offset = source.u32();
    int size = type < TYPE_BYTES.length ? TYPE_BYTES[type] : 0;
    long length = count * size;
    long start = length <= 4 ? inline : offset;
    if (start + length > data.length) {
      throw UnreadableImageException.corrupt(
          "tag %d of the TIFF names %d values, which lie outside the file".formatted(tag, count));
    }
    boolean number = type == 1 || type == 3 || type == 4;
    if (number && tag >= WIDTH && tag <= TILE_BYTES) {
      values.putIfAbsent(tag, numbers((int) start, (int) count, size));
    }
  }

  private long[] numbers(int start, int count, int size) throws UnreadableImageException {
    ByteSource source = source(start);
    long[] numbers = new long[count];
    for (int i = 0; i < count; i++) {
      numbers[i] = size == 1 ? source.u8() : size == 2 ? source.u16() : source.u32();
    }
    return numbers;
  }

  private ByteSource source(int at) {
    return little ? ByteSource.littleEndian(data, at) : ByteSource.bigEndian(data, at);
  }
}
