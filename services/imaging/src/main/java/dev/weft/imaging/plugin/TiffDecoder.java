package dev.weft.imaging.plugin;

import com.twelvemonkeys.imageio.plugins.tiff.TIFFImageReaderSpi;
import dev.weft.imaging.pixels.Canvas;
import dev.weft.imaging.pixels.ColourModel;
import dev.weft.imaging.pixels.ImageHeader;
import dev.weft.imaging.pixels.UnreadableImageException;

/**
 * Reads the first page of a TIFF: strips and tiles, every compression that TwelveMonkeys knows
 * (none, PackBits, LZW, Deflate, CCITT, JPEG), 1 to 16 bits, gray, RGB, palette, CMYK. It holds the
 * whole image, so its memory is reserved first.
 */
public final class TiffDecoder {
  private TiffDecoder() {}

  /** Whether {@code data} begins as TIFF files do. */
  public static boolean recognizes(byte[] data) {
    return Magic.at(data, 0, "II*\0") || Magic.at(data, 0, "MM\0*");
  }

  public static void decode(byte[] data, Canvas canvas) throws UnreadableImageException {
    if (data.length < 8) {
      throw UnreadableImageException.corrupt("a TIFF of " + data.length + " bytes");
    }
    TiffDirectory directory = TiffDirectory.read(data);
    int width = directory.width();
    int height = directory.height();
    canvas.begin(new ImageHeader("tiff", width, height, ColourModel.RGB, directory.orientation()));
    long pixels = (long) width * height;
    directory.checkData(Math.max(1 << 20, 4 * pixels));
    // The picture, and a strip or tile that may be as large.
    canvas.reserve(2 * pixels * directory.bytesPerPixel());
    Plugin.read(new TIFFImageReaderSpi(), data, width, height, canvas);
  }
}
