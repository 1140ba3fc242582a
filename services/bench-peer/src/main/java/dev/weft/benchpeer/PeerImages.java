package dev.weft.benchpeer;

import java.awt.Graphics2D;
import java.awt.RenderingHints;
import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.FloatBuffer;
import javax.imageio.ImageIO;

/** Decodes and resizes images with the JDK: ImageIO, and bilinear drawing. */
final class PeerImages {
  private static final float HALF = 127.5f;

  private final int width;
  private final int height;

  PeerImages(int width, int height) {
    this.width = width;
    this.height = height;
  }

  /** Shape of a batch of tensors. */
  long[] shape(int images) {
    return new long[] {images, 3, height, width};
  }

  /**
   * Appends the tensor of an image: three planes, -1..1.
   *
   * @throws IOException if it is not an image
   */
  void read(byte[] file, FloatBuffer out) throws IOException {
    BufferedImage image = ImageIO.read(new ByteArrayInputStream(file));
    if (image == null) {
      throw new IOException("not an image");
    }
    BufferedImage scaled = new BufferedImage(width, height, BufferedImage.TYPE_INT_RGB);
    Graphics2D graphics = scaled.createGraphics();
    graphics.setRenderingHint(
        RenderingHints.KEY_INTERPOLATION, RenderingHints.VALUE_INTERPOLATION_BILINEAR);
    graphics.drawImage(image, 0, 0, width, height, null);
    graphics.dispose();
    int[] pixels = scaled.getRGB(0, 0, width, height, null, 0, width);
    for (int shift = 16; shift >= 0; shift -= 8) {
      for (int pixel : pixels) {
        out.put((pixel >> shift & 0xff) / HALF - 1);
      }
    }
  }
}
