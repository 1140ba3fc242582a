package dev.weft.imaging.tiff;

import dev.weft.imaging.pixels.Canvas;
import dev.weft.imaging.pixels.ColourModel;
import dev.weft.imaging.pixels.ImageHeader;
import dev.weft.imaging.pixels.Magic;
import dev.weft.imaging.pixels.UnreadableImageException;

/**
 * Decodes the first page of a TIFF: strips and tiles; plain, PackBits, LZW, Deflate, fax and JPEG;
 * 1 to 32 bits; gray, RGB, palette, CMYK, YCbCr. JPEGs are decoded by this module's own decoder,
 * the rest by TwelveMonkeys' pure Java plugin, which only gets a validated directory. Colour
 * profiles are ignored. The plugin holds the whole image, so its memory is reserved first.
 */
public final class TiffDecoder {
  /** Work of a strip or tile, for which a decoder is created. */
  private static final long STEPS_PER_TILE = 2_000;

  private TiffDecoder() {}

  /** Whether {@code data} begins with the signature of TIFF files. */
  public static boolean recognizes(byte[] data) {
    return Magic.at(data, 0, "II*\0") || Magic.at(data, 0, "MM\0*");
  }

  public static void decode(byte[] data, Canvas canvas) throws UnreadableImageException {
    if (data.length < 8) {
      throw UnreadableImageException.corrupt("a TIFF of " + data.length + " bytes");
    }
    TiffDirectory directory = TiffDirectory.read(data);
    // Too many pixels is the more helpful reason, and is known first.
    ImageHeader header =
        new ImageHeader(
            "tiff",
            directory.width(),
            directory.height(),
            model(directory),
            directory.orientation());
    canvas.begin(header);
    Tiff tiff = Tiff.of(directory, data.length);
    canvas.work(steps(tiff));
    if (tiff.compression() == Tiff.JPEG) {
      new JpegTiles(data, directory.bytes(TiffTag.JPEG_TABLES), tiff, canvas).decode();
    } else {
      canvas.reserve(memory(tiff));
      Plugin.read(PlainTiff.of(data, directory, tiff), tiff, canvas);
    }
  }

  private static ColourModel model(TiffDirectory directory) throws UnreadableImageException {
    int photometric = Tiff.photometric(directory);
    if (photometric == Tiff.CMYK) {
      return ColourModel.CMYK;
    }
    if (directory.first(TiffTag.COMPRESSION, 1) != Tiff.JPEG) {
      return ColourModel.RGB;
    }
    if (directory.first(TiffTag.SAMPLES, 1) == 1) {
      return ColourModel.GRAY;
    }
    return photometric == Tiff.YCBCR ? ColourModel.YCBCR : ColourModel.RGB;
  }

  /** The plugin's work according to the directory: a step for two unpacked bytes. */
  private static long steps(Tiff tiff) {
    long tiles = (long) tiff.tilesAcross() * tiff.tilesDown();
    long perTile = (long) tiff.tileWidth() * tiff.tileHeight() * tiff.bytesPerPixel() / 2;
    // For planar images, the plugin normalises the whole image again with each tile.
    long again = tiff.planar() && tiff.photometric() != Tiff.RGB ? tiles : 0;
    return tiles * (perTile + STEPS_PER_TILE * (tiff.planar() ? tiff.samples() : 1))
        + again * tiff.width() * tiff.height();
  }

  /**
   * Memory for the picture, for a strip or tile that may be as large, and for the offsets of all.
   */
  private static long memory(Tiff tiff) {
    long pixels = (long) tiff.width() * tiff.height();
    return 2 * pixels * tiff.bytesPerPixel()
        + tiff.tileWidth() * tiff.bytesPerPixel()
        + 64L * tiff.offsets().length;
  }
}
