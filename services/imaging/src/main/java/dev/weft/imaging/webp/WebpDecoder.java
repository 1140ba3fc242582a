package dev.weft.imaging.webp;

import dev.weft.imaging.pixels.Canvas;
import dev.weft.imaging.pixels.ColourModel;
import dev.weft.imaging.pixels.ImageHeader;
import dev.weft.imaging.pixels.Magic;
import dev.weft.imaging.pixels.RgbPlanes;
import dev.weft.imaging.pixels.UnreadableImageException;
import java.util.Arrays;

/**
 * Decodes WebP, lossy and lossless, with alpha over white; the first frame of an animation at its
 * position on the canvas, whose rest is white. Rows are passed on as they are decoded; memory is
 * reserved first.
 */
public final class WebpDecoder {
  private final byte[] data;
  private final Canvas canvas;
  private final Riff riff;
  private final Riff.Frame frame;
  private RgbPlanes planes;
  private byte[] rgb;
  private int written;

  private WebpDecoder(byte[] data, Canvas canvas) throws UnreadableImageException {
    this.data = data;
    this.canvas = canvas;
    this.riff = Riff.read(data);
    this.frame = riff.frame();
  }

  /** Whether {@code data} begins with the signature of WebP files. */
  public static boolean recognizes(byte[] data) {
    return data.length >= 16
        && Magic.at(data, 0, "RIFF")
        && Magic.at(data, 8, "WEBP")
        && Magic.at(data, 12, "VP8");
  }

  public static void decode(byte[] data, Canvas canvas) throws UnreadableImageException {
    new WebpDecoder(data, canvas).decode();
  }

  private void decode() throws UnreadableImageException {
    canvas.begin(
        new ImageHeader("webp", riff.width(), riff.height(), ColourModel.RGB, riff.orientation()));
    riff.requireFramesThatFit();
    planes = new RgbPlanes(canvas, riff.width(), riff.height());
    rgb = new byte[3 * riff.width()];
    // Areas that the frame does not cover stay white.
    Arrays.fill(rgb, (byte) 255);
    if (frame.lossless()) {
      lossless();
    } else {
      lossy();
    }
    whiteUntil(riff.height());
  }

  private void lossless() throws UnreadableImageException {
    canvas.reserve(LosslessDecoder.memory(frame.width(), frame.height(), data.length));
    int start = frame.data().start();
    boolean transparent = (data[start + 4] & 0x10) != 0;
    if (data[start] != 0x2f || (data[start + 4] & 0xe0) != 0) {
      throw UnreadableImageException.corrupt("a lossless WebP without its signature");
    }
    new LosslessDecoder(data, start + 5, frame.data().end(), canvas)
        .decode(
            frame.width(),
            frame.height(),
            (y, row) -> {
              for (int x = 0; x < frame.width(); x++) {
                int argb = row[x];
                put(x, argb >> 16, argb >> 8, argb, transparent ? argb >>> 24 : 255);
              }
              write(y);
            });
  }

  private void lossy() throws UnreadableImageException {
    long memory = LossyDecoder.memory(frame.width(), frame.height());
    if (frame.alpha() != null) {
      memory += AlphaPlane.memory(frame.width(), frame.height(), data.length);
    }
    canvas.reserve(memory);
    canvas.work(LossyDecoder.steps(frame.width(), frame.height()));
    byte[] alpha =
        frame.alpha() == null
            ? null
            : AlphaPlane.read(data, frame.alpha(), frame.width(), frame.height(), canvas);
    LossyDecoder.decode(
        data,
        frame,
        (y, row) -> {
          for (int x = 0; x < frame.width(); x++) {
            int a = alpha == null ? 255 : alpha[y * frame.width() + x] & 0xff;
            put(x, row[3 * x], row[3 * x + 1], row[3 * x + 2], a);
          }
          write(y);
        });
  }

  private void put(int column, int red, int green, int blue, int alpha) {
    int x = frame.left() + column;
    if (x < riff.width()) {
      rgb[3 * x] = overWhite(red & 0xff, alpha);
      rgb[3 * x + 1] = overWhite(green & 0xff, alpha);
      rgb[3 * x + 2] = overWhite(blue & 0xff, alpha);
    }
  }

  private static byte overWhite(int value, int alpha) {
    return (byte) ((value * alpha + 255 * (255 - alpha) + 127) / 255);
  }

  /** Passes on the decoded row, and white rows before it. */
  private void write(int frameRow) throws UnreadableImageException {
    int y = frame.top() + frameRow;
    if (y < riff.height()) {
      whiteUntil(y);
      planes.row(y, rgb);
      written = y + 1;
    }
  }

  private void whiteUntil(int end) throws UnreadableImageException {
    if (written < end) {
      byte[] white = new byte[3 * riff.width()];
      Arrays.fill(white, (byte) 255);
      while (written < end) {
        planes.row(written++, white);
      }
    }
  }
}
