package dev.weft.imaging.bmp;

import dev.weft.imaging.pixels.ByteSource;
import dev.weft.imaging.pixels.Canvas;
import dev.weft.imaging.pixels.ColourModel;
import dev.weft.imaging.pixels.ImageHeader;
import dev.weft.imaging.pixels.Orientation;
import dev.weft.imaging.pixels.RgbPlanes;
import dev.weft.imaging.pixels.UnreadableImageException;

/**
 * Decodes BMP: 1, 4, 8, 16, 24 and 32 bits, palettes, bit fields with alpha over white, run-length
 * encoding. Needs memory for one row. Embedded JPEG or PNG (for printers) is refused.
 */
public final class BmpDecoder {
  private final BmpHeader header;
  private final ByteSource source;
  private final RgbPlanes planes;
  private final byte[] rgb;

  private BmpDecoder(BmpHeader header, byte[] data, Canvas canvas) {
    this.header = header;
    this.source = ByteSource.littleEndian(data, header.pixels());
    this.planes = new RgbPlanes(canvas, header.width(), header.height());
    this.rgb = new byte[3 * header.width()];
  }

  /** Whether {@code data} begins with the signature of BMP files. */
  public static boolean recognizes(byte[] data) {
    return data.length >= 18
        && data[0] == 'B'
        && data[1] == 'M'
        && data[15] == 0
        && data[16] == 0
        && data[17] == 0;
  }

  public static void decode(byte[] data, Canvas canvas) throws UnreadableImageException {
    BmpHeader header = BmpHeader.read(data);
    canvas.begin(
        new ImageHeader("bmp", header.width(), header.height(), ColourModel.RGB, Orientation.KEEP));
    BmpDecoder decoder = new BmpDecoder(header, data, canvas);
    if (header.compression() == 1 || header.compression() == 2) {
      decoder.runs();
    } else {
      decoder.rows();
    }
  }

  private void rows() throws UnreadableImageException {
    byte[] row = new byte[(int) (((long) header.width() * header.bits() + 31) / 32 * 4)];
    BitField[] fields = new BitField[4];
    for (int i = 0; i < 4; i++) {
      fields[i] = BitField.of(header.masks()[i]);
    }
    for (int y = 0; y < header.height(); y++) {
      source.copy(row, 0, row.length);
      switch (header.bits()) {
        case 24 -> bgr(row);
        case 16 -> fields(row, 2, fields);
        case 32 -> fields(row, 4, fields);
        default -> indices(row);
      }
      emit(y);
    }
  }

  private void emit(int y) throws UnreadableImageException {
    planes.row(header.topDown() ? y : header.height() - 1 - y, rgb);
  }

  private void bgr(byte[] row) {
    for (int i = 0; i < rgb.length; i += 3) {
      rgb[i] = row[i + 2];
      rgb[i + 1] = row[i + 1];
      rgb[i + 2] = row[i];
    }
  }

  private void fields(byte[] row, int bytes, BitField[] fields) {
    for (int x = 0; x < header.width(); x++) {
      int pixel = 0;
      for (int i = bytes - 1; i >= 0; i--) {
        pixel = pixel << 8 | row[bytes * x + i] & 0xff;
      }
      int alpha = header.masks()[3] == 0 ? 255 : fields[3].of255(pixel);
      for (int c = 0; c < 3; c++) {
        int value = fields[c].of255(pixel);
        rgb[3 * x + c] = (byte) ((value * alpha + 255 * (255 - alpha) + 127) / 255);
      }
    }
  }

  private void indices(byte[] row) {
    int bits = header.bits();
    for (int x = 0; x < header.width(); x++) {
      int bit = x * bits;
      set(x, (row[bit >> 3] & 0xff) >> 8 - bits - (bit & 7) & (1 << bits) - 1);
    }
  }

  private void set(int x, int index) {
    byte[] palette = header.palette();
    System.arraycopy(palette, 3 * Math.min(index, palette.length / 3 - 1), rgb, 3 * x, 3);
  }

  /** Run-length encoding: pairs of count and value; a count of 0 is an escape. */
  private void runs() throws UnreadableImageException {
    int x = 0;
    int y = 0;
    clear();
    while (y < header.height()) {
      int count = source.u8();
      int value = source.u8();
      if (count > 0) {
        x = run(x, count, value);
      } else if (value > 2) {
        x = literal(x, value);
      } else {
        int down = value == 0 ? 1 : header.height() - y;
        int right = 0;
        if (value == 2) {
          right = source.u8();
          down = source.u8();
        }
        for (int i = 0; i < down && y < header.height(); i++) {
          emit(y++);
          clear();
        }
        x = value == 2 ? Math.min(x + right, header.width()) : 0;
      }
    }
  }

  private void clear() {
    for (int x = 0; x < header.width(); x++) {
      set(x, 0);
    }
  }

  private int run(int from, int count, int value) {
    int x = from;
    for (int i = 0; i < count && x < header.width(); i++) {
      set(x++, header.bits() == 8 ? value : nibble(value, i));
    }
    return x;
  }

  private int literal(int from, int count) throws UnreadableImageException {
    int x = from;
    int bytes = header.bits() == 8 ? count : (count + 1) / 2;
    int value = 0;
    for (int i = 0; i < count; i++) {
      if (header.bits() == 8 || i % 2 == 0) {
        value = source.u8();
      }
      if (x < header.width()) {
        set(x++, header.bits() == 8 ? value : nibble(value, i));
      }
    }
    source.skip(bytes & 1);
    return x;
  }

  private static int nibble(int value, int index) {
    return index % 2 == 0 ? value >> 4 : value & 15;
  }

  /** A channel's bits within a pixel. */
  private record BitField(int mask, int shift, int max) {
    static BitField of(int mask) {
      int shift = mask == 0 ? 0 : Integer.numberOfTrailingZeros(mask);
      return new BitField(mask, shift, Math.max(1, mask >>> shift));
    }

    int of255(int pixel) {
      return (int) (((pixel & mask) >>> shift) * 255L / max);
    }
  }
}
