package dev.weft.imaging;

import static org.assertj.core.api.Assertions.assertThat;

import dev.weft.testsupport.inputs.Exif;
import java.awt.image.BufferedImage;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class OrientationTest {

  /** EXIF 2.3, table 6: the visual position of the stored first row and first column. */
  @ParameterizedTest
  @CsvSource({
    "1,TOP,LEFT", "2,TOP,RIGHT", "3,BOTTOM,RIGHT", "4,BOTTOM,LEFT",
    "5,LEFT,TOP", "6,RIGHT,TOP", "7,RIGHT,BOTTOM", "8,LEFT,BOTTOM"
  })
  void aTurnedPictureStandsUpright(int number, Side firstRow, Side firstColumn) {
    BufferedImage stored = stored(firstRow, firstColumn);
    byte[] jpeg = Quadrants.write(stored, "jpeg", false);

    Quadrants.assertUpright(Exif.oriented(jpeg, number, number % 2 == 0), 0.04f);
  }

  @ParameterizedTest
  @CsvSource({"PAD,6", "PAD,8", "CROP,5", "CROP,7"})
  void turningComesBeforeFitting(Resize resize, int number) {
    Side row = number == 6 || number == 7 ? Side.RIGHT : Side.LEFT;
    Side column = number == 7 || number == 8 ? Side.BOTTOM : Side.TOP;
    var preprocessing = new Preprocessing(91, 72, resize, Scaling.ZERO_TO_ONE);
    byte[] upright = Quadrants.write(Quadrants.draw(BufferedImage.TYPE_INT_RGB), "jpeg", false);
    byte[] turned = Quadrants.write(stored(row, column), "jpeg", false);

    float[] expected = Quadrants.tensor(upright, preprocessing);
    float[] found = Quadrants.tensor(Exif.oriented(turned, number, true), preprocessing);

    assertThat(Tensors.meanDifference(expected, found)).isLessThan(0.02);
  }

  @Test
  void exifThatMakesNoSenseKeepsThePictureAsItIs() {
    byte[] jpeg = Quadrants.write(Quadrants.draw(BufferedImage.TYPE_INT_RGB), "jpeg", false);

    Quadrants.assertUpright(Exif.oriented(jpeg, 99, true), 0.04f);
  }

  enum Side {
    TOP,
    BOTTOM,
    LEFT,
    RIGHT
  }

  private static BufferedImage stored(Side firstRow, Side firstColumn) {
    BufferedImage seen = Quadrants.draw(BufferedImage.TYPE_INT_RGB);
    boolean swapped = firstRow == Side.LEFT || firstRow == Side.RIGHT;
    int width = swapped ? seen.getHeight() : seen.getWidth();
    int height = swapped ? seen.getWidth() : seen.getHeight();
    BufferedImage stored = new BufferedImage(width, height, BufferedImage.TYPE_INT_RGB);
    for (int row = 0; row < height; row++) {
      for (int column = 0; column < width; column++) {
        int along = inward(firstRow, row, height);
        int across = inward(firstColumn, column, width);
        stored.setRGB(
            column, row, swapped ? seen.getRGB(along, across) : seen.getRGB(across, along));
      }
    }
    return stored;
  }

  /** Distance from the top or left of a position {@code steps} inside a side. */
  private static int inward(Side side, int steps, int length) {
    return side == Side.TOP || side == Side.LEFT ? steps : length - 1 - steps;
  }
}
