package dev.weft.imaging.tiff;

import com.twelvemonkeys.imageio.plugins.tiff.TIFFImageReaderSpi;
import dev.weft.imaging.pixels.Canvas;
import dev.weft.imaging.pixels.RgbPlanes;
import dev.weft.imaging.pixels.UnreadableImageException;
import java.awt.image.BufferedImage;
import java.awt.image.Raster;
import java.io.IOException;
import javax.imageio.ImageReader;
import javax.imageio.event.IIOReadWarningListener;
import javax.imageio.stream.ImageInputStream;

/** Runs the plugin directly, without ImageIO's lookup, so that no other code processes the file. */
final class Plugin {
  private Plugin() {}

  /** Reads the image, which must have the size that was validated in its directory. */
  static void read(ImageInputStream file, Tiff tiff, Canvas canvas)
      throws UnreadableImageException {
    BufferedImage image;
    Warnings warnings = new Warnings();
    try (ImageInputStream input = file) {
      ImageReader reader = new TIFFImageReaderSpi().createReaderInstance();
      try {
        reader.setInput(input, true, true);
        reader.addIIOReadWarningListener(warnings);
        image = reader.read(0);
      } finally {
        reader.dispose();
      }
    } catch (IOException e) {
      if (e.getCause() instanceof OutOfMemoryError memory) {
        // Not a fault of the file: reading it may succeed when more memory is available.
        throw memory;
      }
      throw UnreadableImageException.corrupt("the image cannot be decoded: " + e.getMessage());
    }
    if (warnings.truncation != null) {
      throw UnreadableImageException.corrupt("the image data ends early: " + warnings.truncation);
    }
    if (image.getWidth() != tiff.width() || image.getHeight() != tiff.height()) {
      throw UnreadableImageException.corrupt(
          "the image data has %dx%d pixels, but its directory %dx%d"
              .formatted(image.getWidth(), image.getHeight(), tiff.width(), tiff.height()));
    }
    if (tiff.photometric() == Tiff.CMYK) {
      inks(image.getRaster(), tiff, canvas);
    } else {
      colours(image, tiff.unspecifiedExtras(), canvas);
    }
  }

  private static void colours(BufferedImage image, boolean opaque, Canvas canvas)
      throws UnreadableImageException {
    RgbPlanes planes = new RgbPlanes(canvas, image.getWidth(), image.getHeight());
    RowConverter rows = new RowConverter(image, image.getWidth(), opaque);
    for (int y = 0; y < image.getHeight(); y++) {
      planes.row(y, rows.row(y));
    }
  }

  private static void inks(Raster raster, Tiff tiff, Canvas canvas)
      throws UnreadableImageException {
    int width = tiff.width();
    int[] samples = new int[width];
    byte[] row = new byte[width];
    Canvas.Plane[] planes = new Canvas.Plane[4];
    for (int i = 0; i < planes.length; i++) {
      planes[i] = canvas.plane(i, width, tiff.height(), width, tiff.height());
    }
    for (int y = 0; y < tiff.height(); y++) {
      canvas.work(width);
      for (int i = 0; i < planes.length; i++) {
        raster.getSamples(0, y, width, 1, i, samples);
        for (int x = 0; x < width; x++) {
          row[x] = ink(samples[x], tiff.bits());
        }
        planes[i].row(y, row, 0, 1);
      }
    }
  }

  /** Scales a sample to 8 bits. */
  private static byte ink(int sample, int bits) {
    return (byte) (bits < 8 ? sample * 255 / ((1 << bits) - 1) : sample >> bits - 8);
  }

  /** A decoder that fills in missing data reports it only as a warning. */
  private static final class Warnings implements IIOReadWarningListener {
    private String truncation;

    @Override
    public void warningOccurred(ImageReader source, String warning) {
      String text = warning.toLowerCase(java.util.Locale.ROOT);
      if (text.contains("eof")
          || text.contains("end of")
          || text.contains("truncat")
          || text.contains("premature")) {
        truncation = warning;
      }
    }
  }
}
