package dev.weft.imaging;

import static org.assertj.core.api.Assertions.assertThat;

import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.FloatBuffer;
import javax.imageio.IIOImage;
import javax.imageio.ImageIO;
import javax.imageio.ImageWriteParam;

/** A picture that reveals rotations and swaps: its quarters are red, green, blue and white. */
final class Quadrants {
  static final int WIDTH = 48;
  static final int HEIGHT = 32;
  static final ImageReader READER = ImageReaders.create(DecodeLimits.DEFAULT);
  static final Preprocessing UNIT = new Preprocessing(90, 90, Resize.STRETCH, Scaling.ZERO_TO_ONE);

  private Quadrants() {}

  static BufferedImage draw(int type) {
    BufferedImage image = new BufferedImage(WIDTH, HEIGHT, type);
    Graphics2D g = image.createGraphics();
    Color[] colours = {Color.RED, Color.GREEN, Color.BLUE, Color.WHITE};
    for (int i = 0; i < 4; i++) {
      g.setColor(colours[i]);
      g.fillRect(i % 2 * WIDTH / 2, i / 2 * HEIGHT / 2, WIDTH / 2, HEIGHT / 2);
    }
    g.dispose();
    return image;
  }

  static byte[] write(BufferedImage image, String format, boolean progressive) {
    var bytes = new ByteArrayOutputStream();
    var writer = ImageIO.getImageWritersByFormatName(format).next();
    try (var output = ImageIO.createImageOutputStream(bytes)) {
      writer.setOutput(output);
      ImageWriteParam param = writer.getDefaultWriteParam();
      if (progressive) {
        param.setProgressiveMode(ImageWriteParam.MODE_DEFAULT);
      }
      writer.write(null, new IIOImage(image, null, null), param);
      output.flush();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } finally {
      writer.dispose();
    }
    return bytes.toByteArray();
  }

  static byte[] fixture(String name) throws IOException {
    try (InputStream in = Quadrants.class.getResourceAsStream(name)) {
      return in.readAllBytes();
    }
  }

  /** Reads a file, which must be readable. */
  static float[] tensor(byte[] file, Preprocessing preprocessing) {
    FloatBuffer out = FloatBuffer.allocate(preprocessing.tensorLength());
    ImageReading reading = READER.read(file, preprocessing, out);
    assertThat(reading).isInstanceOf(ImageReading.Read.class);
    assertThat(out.remaining()).isZero();
    return out.array();
  }

  /** Colour at the centre of a quarter, 0..1. */
  static float[] colour(float[] tensor, Preprocessing p, double x, double y) {
    int at = (int) (y * p.height()) * p.width() + (int) (x * p.width());
    int plane = p.width() * p.height();
    return new float[] {tensor[at], tensor[at + plane], tensor[at + 2 * plane]};
  }

  static void assertUpright(byte[] file, float tolerance) {
    float[] tensor = tensor(file, UNIT);
    float[][] expected = {{1, 0, 0}, {0, 1, 0}, {0, 0, 1}, {1, 1, 1}};
    for (int i = 0; i < 4; i++) {
      float[] found = colour(tensor, UNIT, 0.25 + 0.5 * (i % 2), 0.25 + 0.5 * (i / 2));
      for (int c = 0; c < 3; c++) {
        assertThat(found[c])
            .as("channel %d of quarter %d", c, i)
            .isCloseTo(expected[i][c], org.assertj.core.data.Offset.offset(tolerance));
      }
    }
  }
}
