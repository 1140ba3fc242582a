package dev.weft.trainer.report.picture;

import java.awt.Color;
import java.awt.Font;
import java.awt.Graphics2D;
import java.awt.RenderingHints;
import java.awt.geom.Rectangle2D;
import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import javax.imageio.ImageIO;
import javax.imageio.stream.MemoryCacheImageOutputStream;
import org.jfree.chart.ChartRenderingInfo;
import org.jfree.chart.JFreeChart;

/**
 * A white, titled drawing area with two dots per pixel for print and high-resolution screens, or
 * one if it would otherwise take too much memory. Sizes and positions are in pixels.
 */
public final class Sheet {
  /** Margin of the title and all content. */
  static final int MARGIN = 24;

  /** Height of title and subtitle, including spacing. */
  static final int HEADER = 76;

  /** 64 MB of pixel data. */
  private static final long MOST_DOTS = 16_000_000;

  private static final int SHARP = 2;

  private final int width;
  private final BufferedImage image;
  private final Graphics2D graphics;

  /**
   * @throws IllegalArgumentException if it would take more than 64 MB
   */
  public Sheet(int width, int height) {
    long pixels = (long) width * height;
    if (pixels > MOST_DOTS) {
      throw new IllegalArgumentException(
          "a picture of %d x %d pixels is too large".formatted(width, height));
    }
    int scale = pixels * SHARP * SHARP <= MOST_DOTS ? SHARP : 1;
    this.width = width;
    image = new BufferedImage(width * scale, height * scale, BufferedImage.TYPE_3BYTE_BGR);
    graphics = image.createGraphics();
    graphics.setColor(Color.WHITE);
    graphics.fillRect(0, 0, image.getWidth(), image.getHeight());
    graphics.setRenderingHint(RenderingHints.KEY_ANTIALIASING, RenderingHints.VALUE_ANTIALIAS_ON);
    graphics.setRenderingHint(
        RenderingHints.KEY_TEXT_ANTIALIASING, RenderingHints.VALUE_TEXT_ANTIALIAS_ON);
    graphics.setRenderingHint(
        RenderingHints.KEY_FRACTIONALMETRICS, RenderingHints.VALUE_FRACTIONALMETRICS_ON);
    graphics.scale(scale, scale);
  }

  /** Width in dots. */
  int dotsWide() {
    return image.getWidth();
  }

  /** Height in dots. */
  int dotsHigh() {
    return image.getHeight();
  }

  void title(String title, String subtitle) {
    text(title, PictureStyle.TITLE, PictureStyle.INK, MARGIN, MARGIN + 14);
    text(subtitle, PictureStyle.TEXT, PictureStyle.PALE, MARGIN, MARGIN + 36);
  }

  /**
   * Writes text from {@code x} to the right on the base line {@code y}; cut at the sheet's margin.
   */
  void text(String text, Font font, Color colour, double x, double y) {
    graphics.setFont(font);
    graphics.setColor(colour);
    String fitting = text;
    while (x + wide(fitting, font) > width - MARGIN / 2.0 && fitting.length() > 1) {
      fitting = fitting.substring(0, fitting.length() - 2) + "…";
    }
    graphics.drawString(fitting, (float) x, (float) y);
  }

  /** Returns the width of a text in pixels. */
  double wide(String text, Font font) {
    return graphics.getFontMetrics(font).getStringBounds(text, graphics).getWidth();
  }

  /** Draws a chart; returns where its parts were placed. */
  ChartRenderingInfo chart(JFreeChart chart, Rectangle2D place) {
    var info = new ChartRenderingInfo();
    chart.draw(graphics, place, null, info);
    return info;
  }

  /** Encodes the sheet as PNG; nothing can be drawn on it afterwards. */
  byte[] png() throws IOException {
    graphics.dispose();
    var bytes = new ByteArrayOutputStream();
    try (var out = new MemoryCacheImageOutputStream(bytes)) {
      if (!ImageIO.write(image, "png", out)) {
        throw new IOException("this Java runtime cannot write PNG");
      }
    }
    return bytes.toByteArray();
  }
}
