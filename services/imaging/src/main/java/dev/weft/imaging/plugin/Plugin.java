package dev.weft.imaging.plugin;

import dev.weft.imaging.pixels.Canvas;
import dev.weft.imaging.pixels.RgbPlanes;
import dev.weft.imaging.pixels.UnreadableImageException;
import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import javax.imageio.ImageReader;
import javax.imageio.event.IIOReadWarningListener;
import javax.imageio.spi.ImageReaderSpi;
import javax.imageio.stream.ImageInputStream;
import javax.imageio.stream.MemoryCacheImageInputStream;

/** Runs one ImageIO plugin, which is known: none is looked up, so no other code meets the file. */
final class Plugin {
  private Plugin() {}

  /** Reads the first image; it must have the size that its header was checked for. */
  static void read(ImageReaderSpi spi, byte[] data, int width, int height, Canvas canvas)
      throws UnreadableImageException {
    BufferedImage image;
    Warnings warnings = new Warnings();
    try (ImageInputStream input = new MemoryCacheImageInputStream(new ByteArrayInputStream(data))) {
      ImageReader reader = spi.createReaderInstance();
      try {
        reader.setInput(input, true, true);
        reader.addIIOReadWarningListener(warnings);
        image = reader.read(0);
      } finally {
        reader.dispose();
      }
    } catch (IOException e) {
      if (e.getCause() instanceof OutOfMemoryError memory) {
        // Not the file's fault: the image may well be read when there is more.
        throw memory;
      }
      throw UnreadableImageException.corrupt("the image cannot be decoded: " + e.getMessage());
    }
    if (warnings.truncation != null) {
      throw UnreadableImageException.corrupt("the image data ends early: " + warnings.truncation);
    }
    write(image, width, height, canvas);
  }

  private static void write(BufferedImage image, int width, int height, Canvas canvas)
      throws UnreadableImageException {
    if (image.getWidth() > width || image.getHeight() > height) {
      throw UnreadableImageException.corrupt(
          "%dx%d pixels behind a header of %dx%d"
              .formatted(image.getWidth(), image.getHeight(), width, height));
    }
    RgbPlanes planes = new RgbPlanes(canvas, width, height);
    RowConverter rows = new RowConverter(image, width);
    for (int y = 0; y < height; y++) {
      planes.row(y, rows.row(y));
    }
  }

  /** A decoder that fills up what is missing says so only here. */
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
