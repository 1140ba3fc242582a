package dev.weft.imaging.plugin;

import com.twelvemonkeys.imageio.plugins.webp.WebPImageReaderSpi;
import dev.weft.imaging.pixels.Canvas;
import dev.weft.imaging.pixels.ColourModel;
import dev.weft.imaging.pixels.ImageHeader;
import dev.weft.imaging.pixels.UnreadableImageException;

/**
 * Reads WebP, lossy and lossless, with alpha over white; of an animated one the first frame. The
 * decoder is TwelveMonkeys', which is all Java. It holds the whole image, so its memory is reserved
 * first.
 */
public final class WebpDecoder {
  /**
   * What 3.14.0 holds at once: a lossy image of 3 megapixels was read with a heap of 24 MB, the
   * program's own included.
   */
  private static final long LOSSY_BYTES_PER_PIXEL = 8;

  private static final long LOSSLESS_BYTES_PER_PIXEL = 12;

  private WebpDecoder() {}

  /** Whether {@code data} begins as WebP files do. */
  public static boolean recognizes(byte[] data) {
    return data.length >= 16
        && Magic.at(data, 0, "RIFF")
        && Magic.at(data, 8, "WEBP")
        && Magic.at(data, 12, "VP8");
  }

  public static void decode(byte[] data, Canvas canvas) throws UnreadableImageException {
    Riff riff = Riff.read(data);
    canvas.begin(
        new ImageHeader("webp", riff.width(), riff.height(), ColourModel.RGB, riff.orientation()));
    riff.requireFramesThatFit();
    long perPixel = riff.lossless() ? LOSSLESS_BYTES_PER_PIXEL : LOSSY_BYTES_PER_PIXEL;
    canvas.reserve(perPixel * riff.width() * riff.height());
    Plugin.read(new WebPImageReaderSpi(), data, riff.width(), riff.height(), canvas);
  }
}
