package dev.weft.testsupport.models;

import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Random;
import java.util.SplittableRandom;
import javax.imageio.ImageIO;

/** Images of an obvious class: one channel is brighter than the others. */
public final class ColourImage {
  private static final int DARK = 60;
  private static final int BRIGHT = 190;
  private static final int SPREAD = 60;

  private final long seed;

  private ColourImage(long seed) {
    this.seed = seed;
  }

  /** Returns the same image for the same number, with the classes in turn. */
  public static ColourImage number(long number) {
    return new ColourImage(number);
  }

  /** Returns its label. */
  public String label() {
    return ColourNetwork.CLASSES.get(channel());
  }

  /** Returns the brightness of its brightest channel, 0..1, uniformly distributed over images. */
  public double brightness() {
    return new SplittableRandom(seed).nextDouble();
  }

  /** Returns a PNG file. */
  public byte[] png() {
    var image =
        new BufferedImage(ColourNetwork.SIZE, ColourNetwork.SIZE, BufferedImage.TYPE_INT_RGB);
    int bright = BRIGHT + (int) (brightness() * SPREAD);
    Random noise = new Random(seed);
    for (int y = 0; y < image.getHeight(); y++) {
      for (int x = 0; x < image.getWidth(); x++) {
        int rgb = 0;
        for (int c = 0; c < 3; c++) {
          rgb = rgb << 8 | (c == channel() ? bright : DARK) + noise.nextInt(5);
        }
        image.setRGB(x, y, rgb);
      }
    }
    try (var out = new ByteArrayOutputStream()) {
      ImageIO.write(image, "png", out);
      return out.toByteArray();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private int channel() {
    return (int) Math.floorMod(seed, (long) ColourNetwork.CLASSES.size());
  }
}
