package dev.weft.imaging;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.data.Offset.offset;

import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

class ResizeTest {

  @ParameterizedTest
  @CsvSource({"png,false", "png,true", "jpeg,false", "bmp,false", "gif,true"})
  void aFineCheckerboardShrinksToEvenGray(String format, boolean progressive) {
    BufferedImage board = new BufferedImage(720, 720, BufferedImage.TYPE_BYTE_GRAY);
    for (int y = 0; y < 720; y++) {
      for (int x = 0; x < 720; x++) {
        board.getRaster().setSample(x, y, 0, (x + y) % 2 * 255);
      }
    }
    float[] tensor = Quadrants.tensor(Quadrants.write(board, format, progressive), Quadrants.UNIT);

    for (int i = 0; i < 8_100; i++) {
      assertThat(tensor[i]).isCloseTo(0.5f, offset(0.02f));
    }
  }

  @Test
  void stretchShowsAll() {
    float[] tensor = read(bars(), Resize.STRETCH, Scaling.ZERO_TO_ONE);

    assertThat(pixel(tensor, 2, 50)).containsExactly(1, 0, 0);
    assertThat(pixel(tensor, 97, 50)).containsExactly(0, 0, 1);
  }

  @Test
  void padShowsAllBetweenBlackBars() {
    float[] tensor = read(bars(), Resize.PAD, Scaling.ZERO_TO_ONE);

    assertThat(pixel(tensor, 2, 50)).containsExactly(1, 0, 0);
    assertThat(pixel(tensor, 97, 50)).containsExactly(0, 0, 1);
    assertThat(pixel(tensor, 50, 2)).containsExactly(0, 0, 0);
    assertThat(pixel(tensor, 50, 24)).containsExactly(0, 0, 0);
    assertThat(pixel(tensor, 50, 26)).containsExactly(0, 1, 0);
    assertThat(pixel(tensor, 50, 73)).containsExactly(0, 1, 0);
    assertThat(pixel(tensor, 50, 75)).containsExactly(0, 0, 0);
  }

  @Test
  void cropCutsBothEnds() {
    float[] tensor = read(bars(), Resize.CROP, Scaling.ZERO_TO_ONE);

    assertThat(pixel(tensor, 2, 2)).containsExactly(0, 1, 0);
    assertThat(pixel(tensor, 97, 97)).containsExactly(0, 1, 0);
  }

  @ParameterizedTest
  @EnumSource(Resize.class)
  void scalingSpansItsRange(Resize resize) {
    float[] keras = read(bars(), resize, Scaling.MINUS_ONE_TO_ONE);
    float[] unit = read(bars(), resize, Scaling.ZERO_TO_ONE);

    for (int i = 0; i < unit.length; i++) {
      assertThat(keras[i]).isCloseTo(2 * unit[i] - 1, offset(1e-5f));
    }
    assertThat(pixel(keras, 50, 50)).containsExactly(-1, 1, -1);
  }

  @ParameterizedTest
  @CsvSource({"400,533", "1200,900", "2600,2600", "5000,601"})
  void aJpegMadeSmallerWhileDecodingLooksAsIfItWereNot(int width, int height) throws IOException {
    byte[] jpeg = Quadrants.write(scene(width, height), "jpeg", false);
    BufferedImage whole = ImageIO.read(new ByteArrayInputStream(jpeg));
    byte[] png = Quadrants.write(whole, "png", false);

    float[] scaled = Quadrants.tensor(jpeg, Preprocessing.XCEPTION);
    float[] exact = Quadrants.tensor(png, Preprocessing.XCEPTION);

    // A mean of 1.2 of 255 levels; the range of values is 2.
    assertThat(Tensors.meanDifference(scaled, exact)).isLessThan(2 * 1.2 / 255);
  }

  @Test
  void aProgressiveJpegGivesWhatABaselineOneDoes() {
    BufferedImage scene = scene(1_300, 1_000);

    float[] baseline =
        Quadrants.tensor(Quadrants.write(scene, "jpeg", false), Preprocessing.XCEPTION);
    float[] progressive =
        Quadrants.tensor(Quadrants.write(scene, "jpeg", true), Preprocessing.XCEPTION);

    assertThat(Tensors.meanDifference(baseline, progressive)).isLessThan(1e-4);
  }

  /** A picture of 200x100 pixels with four bars: red, green, green and blue. */
  private static BufferedImage bars() {
    BufferedImage image = new BufferedImage(200, 100, BufferedImage.TYPE_INT_RGB);
    Graphics2D g = image.createGraphics();
    Color[] colours = {Color.RED, Color.GREEN, Color.GREEN, Color.BLUE};
    for (int i = 0; i < 4; i++) {
      g.setColor(colours[i]);
      g.fillRect(50 * i, 0, 50, 100);
    }
    g.dispose();
    return image;
  }

  private static BufferedImage scene(int width, int height) {
    BufferedImage image = new BufferedImage(width, height, BufferedImage.TYPE_INT_RGB);
    var random = new java.util.Random(2);
    for (int y = 0; y < height; y++) {
      for (int x = 0; x < width; x++) {
        int edge = (x / 37 + y / 53) % 2 * 60;
        int grain = random.nextInt(20);
        int red = 60 + edge + grain + 100 * x / width;
        int green = 50 + edge + grain + 120 * y / height;
        image.setRGB(x, y, red << 16 | green << 8 | 90 + grain);
      }
    }
    return image;
  }

  private static float[] read(BufferedImage image, Resize resize, Scaling scaling) {
    return Quadrants.tensor(
        Quadrants.write(image, "png", false), new Preprocessing(100, 100, resize, scaling));
  }

  private static float[] pixel(float[] tensor, int x, int y) {
    int at = y * 100 + x;
    return new float[] {tensor[at], tensor[at + 10_000], tensor[at + 20_000]};
  }
}
