package dev.weft.gateway.explain;

import dev.weft.gateway.pictures.Headless;
import dev.weft.imaging.Picture;
import java.awt.Graphics2D;
import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import javax.imageio.ImageIO;
import javax.imageio.stream.MemoryCacheImageOutputStream;

/** Draws the evidence over a photograph, with a legend below. */
final class Overlay {
  /**
   * Share of the photograph's saturation that is kept, so that the evidence has the stronger
   * colors.
   */
  private static final double COLOUR_KEPT = 0.4;

  private Overlay() {}

  /** A PNG of the picture's width, and its height plus the legend's. */
  static byte[] png(Picture photograph, Explanation explanation) {
    Headless.require();
    int width = photograph.width();
    int height = photograph.height();
    Legend legend = new Legend(explanation, width);
    BufferedImage image =
        new BufferedImage(width, height + legend.height(), BufferedImage.TYPE_3BYTE_BGR);
    image.setRGB(0, 0, width, height, blended(photograph, explanation), 0, width);
    Graphics2D graphics = image.createGraphics();
    graphics.translate(0, height);
    legend.draw(graphics);
    graphics.dispose();
    return png(image);
  }

  /** The blended pixels of the picture. */
  static int[] blended(Picture photograph, Explanation explanation) {
    float[] field =
        new EvidenceField(explanation.map().values(), explanation.preprocessing())
            .over(photograph.width(), photograph.height());
    int[] rgb = photograph.rgb();
    float one = explanation.strongest();
    for (int i = 0; i < rgb.length; i++) {
      double strength = one > 0 ? field[i] / one : 0;
      rgb[i] =
          ColourMap.mix(paled(rgb[i]), ColourMap.colour(strength), ColourMap.opacity(strength));
    }
    return rgb;
  }

  private static int paled(int rgb) {
    int red = rgb >> 16 & 0xff;
    int green = rgb >> 8 & 0xff;
    int blue = rgb & 0xff;
    // Luma according to ITU-R BT.601, as in JPEG.
    int grey = (299 * red + 587 * green + 114 * blue + 500) / 1000;
    return ColourMap.mix(grey << 16 | grey << 8 | grey, rgb, COLOUR_KEPT);
  }

  private static byte[] png(BufferedImage image) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (var out = new MemoryCacheImageOutputStream(bytes)) {
      if (!ImageIO.write(image, "png", out)) {
        throw new IllegalStateException("this Java runtime cannot write PNG");
      }
    } catch (IOException e) {
      throw new UncheckedIOException("cannot write to memory", e);
    }
    return bytes.toByteArray();
  }
}
