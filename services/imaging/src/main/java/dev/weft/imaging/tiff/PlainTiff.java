package dev.weft.imaging.tiff;

import dev.weft.imaging.pixels.UnreadableImageException;
import java.io.ByteArrayOutputStream;
import javax.imageio.stream.ImageInputStreamImpl;

/**
 * The TIFF that the plugin reads: the file's bytes, followed by a new directory that only contains
 * validated tags needed for the pixels. Colour profiles, metadata, further directories and anything
 * else in the file are invisible to the plugin.
 */
final class PlainTiff extends ImageInputStreamImpl {
  private static final int BYTE = 1;
  private static final int SHORT = 3;
  private static final int LONG = 4;
  private static final int UNASSOCIATED_ALPHA = 2;
  private static final int MOST_COLOURS = 3 << 16;

  private final byte[] data;
  private final byte[] header;
  private final byte[] directory;
  private final boolean little;

  private PlainTiff(byte[] data, boolean little, byte[] directory) {
    this.data = data;
    this.little = little;
    this.directory = directory;
    this.header = new byte[8];
    System.arraycopy(data, 0, header, 0, 4);
    put(header, 4, data.length, 4);
  }

  /** Creates it for a file with the directory {@code tiff}. */
  static PlainTiff of(byte[] data, TiffDirectory from, Tiff tiff) throws UnreadableImageException {
    Writer writer = new Writer(from.littleEndian(), data.length);
    writer.add(TiffTag.WIDTH, LONG, tiff.width());
    writer.add(TiffTag.HEIGHT, LONG, tiff.height());
    long[] bits = new long[tiff.samples()];
    java.util.Arrays.fill(bits, tiff.bits());
    writer.add(TiffTag.BITS, SHORT, bits);
    writer.add(TiffTag.COMPRESSION, SHORT, tiff.compression());
    boolean inks = tiff.photometric() == Tiff.CMYK;
    // The plugin only skips a fourth sample of each depth if it takes that for alpha.
    boolean skipsFourth =
        tiff.photometric() == Tiff.RGB && tiff.samples() == 4 && tiff.unspecifiedExtras();
    // Read as four unconverted samples: the canvas handles ink.
    writer.add(TiffTag.PHOTOMETRIC, SHORT, inks ? Tiff.RGB : tiff.photometric());
    copy(writer, from, TiffTag.FILL_ORDER, LONG, 1);
    writer.add(tiff.tiled() ? TiffTag.TILE_OFFSETS : TiffTag.STRIP_OFFSETS, LONG, tiff.offsets());
    writer.add(TiffTag.SAMPLES, SHORT, tiff.samples());
    if (tiff.lengths() != null) {
      writer.add(tiff.tiled() ? TiffTag.TILE_BYTES : TiffTag.STRIP_BYTES, LONG, tiff.lengths());
    }
    if (tiff.tiled()) {
      writer.add(TiffTag.TILE_WIDTH, LONG, tiff.tileWidth());
      writer.add(TiffTag.TILE_HEIGHT, LONG, tiff.tileHeight());
    } else {
      writer.add(TiffTag.ROWS_PER_STRIP, LONG, tiff.tileHeight());
    }
    writer.add(TiffTag.PLANAR, SHORT, tiff.planar() ? 2 : 1);
    copy(writer, from, TiffTag.T4_OPTIONS, LONG, 1);
    copy(writer, from, TiffTag.T6_OPTIONS, LONG, 1);
    copy(writer, from, TiffTag.PREDICTOR, SHORT, 1);
    copy(writer, from, TiffTag.COLOUR_MAP, SHORT, MOST_COLOURS);
    if (inks || skipsFourth) {
      writer.add(TiffTag.EXTRA_SAMPLES, SHORT, UNASSOCIATED_ALPHA);
    } else {
      copy(writer, from, TiffTag.EXTRA_SAMPLES, SHORT, tiff.samples());
    }
    copy(writer, from, TiffTag.SAMPLE_FORMAT, SHORT, tiff.samples());
    copy(writer, from, TiffTag.CHROMA_SAMPLING, SHORT, 2);
    copy(writer, from, TiffTag.CHROMA_POSITION, SHORT, 1);
    return new PlainTiff(data, from.littleEndian(), writer.bytes());
  }

  private static void copy(Writer writer, TiffDirectory from, int tag, int type, int most)
      throws UnreadableImageException {
    int count = (int) Math.min(most, from.count(tag));
    if (count > 0) {
      writer.add(tag, type, from.numbers(tag, count));
    }
  }

  @Override
  public int read() {
    bitOffset = 0;
    if (streamPos >= length()) {
      return -1;
    }
    int at = (int) streamPos++;
    if (at < header.length) {
      return header[at] & 0xff;
    }
    return (at < data.length ? data[at] : directory[at - data.length]) & 0xff;
  }

  @Override
  public int read(byte[] to, int offset, int length) {
    bitOffset = 0;
    int at = (int) streamPos;
    if (at >= length()) {
      return -1;
    }
    boolean start = at < header.length;
    byte[] from = start ? header : at < data.length ? data : directory;
    int first = from == directory ? at - data.length : at;
    int count = Math.min(length, from.length - first);
    System.arraycopy(from, first, to, offset, count);
    streamPos += count;
    return count;
  }

  @Override
  public long length() {
    return (long) data.length + directory.length;
  }

  private void put(byte[] to, int at, long value, int bytes) {
    for (int i = 0; i < bytes; i++) {
      to[at + (little ? i : bytes - 1 - i)] = (byte) (value >> 8 * i);
    }
  }

  /** Writes a directory; tags are added in ascending order. */
  private static final class Writer {
    private static final int MAX_ENTRIES = 32;
    private static final int SIZE = 2 + 12 * MAX_ENTRIES + 4;

    private final boolean little;
    private final int start;
    private final ByteArrayOutputStream entries = new ByteArrayOutputStream();
    private final ByteArrayOutputStream values = new ByteArrayOutputStream();
    private int count;

    Writer(boolean little, int start) {
      this.little = little;
      this.start = start;
    }

    void add(int tag, int type, long... numbers) {
      int size = type == BYTE ? 1 : type == SHORT ? 2 : 4;
      put(entries, tag, 2);
      put(entries, type, 2);
      put(entries, numbers.length, 4);
      boolean inline = size * numbers.length <= 4;
      ByteArrayOutputStream to = inline ? entries : values;
      if (!inline) {
        put(entries, start + SIZE + values.size(), 4);
      }
      for (long number : numbers) {
        put(to, number, size);
      }
      for (int i = size * numbers.length; inline && i < 4; i++) {
        entries.write(0);
      }
      count++;
    }

    byte[] bytes() {
      ByteArrayOutputStream all = new ByteArrayOutputStream();
      put(all, count, 2);
      all.writeBytes(entries.toByteArray());
      // No further directory; the remaining bytes are never read.
      all.writeBytes(new byte[SIZE - all.size()]);
      all.writeBytes(values.toByteArray());
      return all.toByteArray();
    }

    private void put(ByteArrayOutputStream to, long value, int bytes) {
      for (int i = 0; i < bytes; i++) {
        to.write((int) (value >> 8 * (little ? i : bytes - 1 - i)));
      }
    }
  }
}
