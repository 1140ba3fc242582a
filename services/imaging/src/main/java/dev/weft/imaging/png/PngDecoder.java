package dev.weft.imaging.png;

import dev.weft.imaging.pixels.ByteSource;
import dev.weft.imaging.pixels.Canvas;
import dev.weft.imaging.pixels.ColourModel;
import dev.weft.imaging.pixels.ImageHeader;
import dev.weft.imaging.pixels.Orientation;
import dev.weft.imaging.pixels.RgbPlanes;
import dev.weft.imaging.pixels.UnreadableImageException;
import java.util.Arrays;
import java.util.zip.CRC32;

/**
 * Decodes PNG (ISO/IEC 15948): every colour type and depth, palettes, transparency over white,
 * interlaced or not; the default image of an animation. Rows are inflated one at a time, so that an
 * image of any size needs memory for two rows. Chunks that are not needed for the pixels, such as
 * text and colour profiles, are neither inflated nor can they make the image unreadable.
 */
public final class PngDecoder {
  private static final byte[] SIGNATURE = {(byte) 0x89, 'P', 'N', 'G', '\r', '\n', 0x1a, '\n'};

  private static final int IHDR = 0x49484452;
  private static final int PLTE = 0x504c5445;
  private static final int TRNS = 0x74524e53;
  private static final int IDAT = 0x49444154;
  private static final int IEND = 0x49454e44;
  private static final int EXIF = 0x65584966;
  private static final int APPLE = 0x43674249;

  private final byte[] data;
  private final Canvas canvas;
  private PngHeader header;
  private byte[] palette;
  private byte[] transparency;
  private Orientation orientation = Orientation.KEEP;

  private PngDecoder(byte[] data, Canvas canvas) {
    this.data = data;
    this.canvas = canvas;
  }

  /** Whether {@code data} begins with the signature of PNG files. */
  public static boolean recognizes(byte[] data) {
    return data.length >= 8 && Arrays.equals(data, 0, 8, SIGNATURE, 0, 8);
  }

  public static void decode(byte[] data, Canvas canvas) throws UnreadableImageException {
    new PngDecoder(data, canvas).decode();
  }

  private void decode() throws UnreadableImageException {
    ByteSource source = ByteSource.bigEndian(data, 8);
    while (true) {
      int length = source.i32();
      int type = source.i32();
      int start = source.position();
      if (type == IDAT) {
        pixels(start - 8);
        return;
      }
      if (type == IEND) {
        throw UnreadableImageException.corrupt("a PNG without image data");
      }
      source.skip(length & 0xffffffffL);
      int crc = source.i32();
      // Ancillary chunks may be invalid.
      boolean critical = (type & 1 << 29) == 0;
      if (critical) {
        checkSum(start, length, crc);
      }
      chunk(type, start, length);
      if (header == null) {
        throw UnreadableImageException.corrupt("the first chunk of a PNG is not its header");
      }
    }
  }

  private void chunk(int type, int start, int length) throws UnreadableImageException {
    switch (type) {
      case IHDR -> header = PngHeader.read(ByteSource.bigEndian(data, start), length);
      case PLTE -> palette = Arrays.copyOfRange(data, start, start + length);
      case TRNS -> transparency = Arrays.copyOfRange(data, start, start + length);
      case EXIF -> orientation = Orientation.inTiff(data, start, start + length);
      case APPLE ->
          throw UnreadableImageException.unsupported(
              "a PNG in Apple's variant (CgBI), which only Apple's tools support");
      default -> {}
    }
  }

  private void pixels(int firstData) throws UnreadableImageException {
    if (header == null) {
      throw UnreadableImageException.corrupt("image data before the header");
    }
    canvas.begin(
        new ImageHeader("png", header.width(), header.height(), ColourModel.RGB, orientation));
    RowReader reader = new RowReader(header, palette, transparency);
    RgbPlanes planes = new RgbPlanes(canvas, header.width(), header.height());
    try (ImageData idat = new ImageData(data, firstData)) {
      for (Pass pass : header.interlaced() ? Pass.ADAM7 : Pass.PROGRESSIVE) {
        pass(pass, idat, reader, planes);
      }
      idat.finish();
    }
  }

  private void pass(Pass pass, ImageData idat, RowReader reader, RgbPlanes planes)
      throws UnreadableImageException {
    int width = pass.width(header.width());
    int height = pass.height(header.height());
    if (width == 0 || height == 0) {
      return;
    }
    reader.startPass();
    byte[] rgb = new byte[3 * header.width()];
    for (int y = 0; y < height; y++) {
      reader.read(idat, width, rgb, pass.left(), pass.stepAcross());
      planes.row(pass.top() + y * pass.stepDown(), rgb);
    }
  }

  private void checkSum(int start, int length, int expected) throws UnreadableImageException {
    CRC32 crc = new CRC32();
    crc.update(data, start - 4, 4 + length);
    if ((int) crc.getValue() != expected) {
      throw UnreadableImageException.corrupt(
          "the checksum of a chunk at byte " + start + " is wrong");
    }
  }
}
