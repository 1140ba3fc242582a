package dev.weft.imaging.tiff;

import java.awt.color.ColorSpace;
import java.awt.image.BufferedImage;
import java.awt.image.ColorModel;
import java.awt.image.DataBuffer;
import java.awt.image.IndexColorModel;
import java.awt.image.Raster;
import java.util.Arrays;

/**
 * Converts an image's rows to red, green and blue over white. Gray and RGB samples are copied,
 * without the gamma that Java2D would apply to gray; palettes are looked up; anything else is
 * converted by its colour model.
 */
final class RowConverter {
  private static final int OPAQUE = 0xff00_0000;

  private final BufferedImage image;
  private final Raster raster;
  private final ColorModel model;
  private final byte[] rgb;
  private final int[] samples;
  private final int[] palette;
  private final boolean opaque;
  private final int colours;
  private final long max;

  /**
   * @param width the width of the result's rows; columns that the image does not cover are white
   * @param opaque whether bands beyond the colours are ignored instead of being alpha
   */
  RowConverter(BufferedImage image, int width, boolean opaque) {
    this.image = image;
    this.opaque = opaque;
    this.raster = image.getRaster();
    this.model = image.getColorModel();
    rgb = new byte[3 * width];
    samples = new int[image.getWidth() * raster.getNumBands()];
    palette = model instanceof IndexColorModel index ? palette(index) : null;
    colours = colours();
    // The raster's sample size would be that of the container, such as 16 for samples of 12 bits.
    max = (1L << model.getComponentSize(0)) - 1;
  }

  byte[] row(int y) {
    Arrays.fill(rgb, (byte) 255);
    if (y >= image.getHeight()) {
      return rgb;
    }
    int width = image.getWidth();
    if (palette != null) {
      raster.getPixels(0, y, width, 1, samples);
      for (int x = 0; x < width; x++) {
        put(x, palette[Math.min(samples[x], palette.length - 1)]);
      }
    } else if (colours > 0) {
      raster.getPixels(0, y, width, 1, samples);
      plain(width);
    } else {
      for (int x = 0; x < width; x++) {
        int argb = model.getRGB(raster.getDataElements(x, y, null));
        put(x, opaque ? argb | OPAQUE : argb);
      }
    }
    return rgb;
  }

  private void plain(int width) {
    int bands = raster.getNumBands();
    for (int x = 0, from = 0; x < width; x++, from += bands) {
      int alpha = bands > colours && !opaque ? toByte(samples[from + colours]) : 255;
      for (int c = 0; c < 3; c++) {
        int value = toByte(samples[from + (colours == 3 ? c : 0)]);
        rgb[3 * x + c] = over(value, alpha);
      }
    }
  }

  private void put(int x, int argb) {
    int alpha = argb >>> 24;
    rgb[3 * x] = over(argb >> 16 & 0xff, alpha);
    rgb[3 * x + 1] = over(argb >> 8 & 0xff, alpha);
    rgb[3 * x + 2] = over(argb & 0xff, alpha);
  }

  /** Scales an unsigned sample, whose container has arbitrary bits above it if it was inverted. */
  private int toByte(int sample) {
    return max == 255 ? sample : (int) ((sample & max) * 255 / max);
  }

  private static byte over(int value, int alpha) {
    return (byte) ((value * alpha + 255 * (255 - alpha) + 127) / 255);
  }

  /** 1 for gray, 3 for RGB; 0 if samples need their colour model. */
  private int colours() {
    int type = raster.getTransferType();
    boolean integers =
        type == DataBuffer.TYPE_BYTE
            || type == DataBuffer.TYPE_USHORT
            || type == DataBuffer.TYPE_INT;
    if (palette != null || !integers) {
      return 0;
    }
    int colours =
        switch (model.getColorSpace().getType()) {
          case ColorSpace.TYPE_GRAY -> 1;
          case ColorSpace.TYPE_RGB -> 3;
          default -> 0;
        };
    int extra = raster.getNumBands() - colours;
    if (opaque && extra >= 0) {
      return colours;
    }
    boolean premultiplied = model.isAlphaPremultiplied() && model.hasAlpha();
    // A second band of gray is always alpha.
    boolean alpha = extra == 1 && (colours == 1 || model.hasAlpha());
    return !premultiplied && (extra == 0 || alpha) ? colours : 0;
  }

  private static int[] palette(IndexColorModel index) {
    int[] colours = new int[index.getMapSize()];
    index.getRGBs(colours);
    return colours;
  }
}
