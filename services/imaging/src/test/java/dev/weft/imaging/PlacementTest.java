package dev.weft.imaging;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class PlacementTest {

  @Test
  void aStretchedImageFillsTheTensor() {
    assertThat(placed(300, 400, Resize.STRETCH)).isEqualTo(new Placement(0, 0, 90, 120));
  }

  @Test
  void aPaddedImageLiesInItsMiddle() {
    assertThat(placed(300, 100, Resize.PAD)).isEqualTo(new Placement(0, 45, 90, 30));
  }

  @Test
  void aCroppedImageSticksOut() {
    assertThat(placed(300, 200, Resize.CROP)).isEqualTo(new Placement(-45, 0, 180, 120));
  }

  @Test
  void whereAPaddedImageLiesIsWhereItIsRead() {
    Preprocessing padded = new Preprocessing(90, 120, Resize.PAD, Scaling.ZERO_TO_ONE);
    float[] tensor =
        Quadrants.tensor(
            Quadrants.write(
                Quadrants.draw(java.awt.image.BufferedImage.TYPE_INT_RGB), "png", false),
            padded);

    Placement placement = Placement.of(Quadrants.WIDTH, Quadrants.HEIGHT, padded);

    assertThat(placement).isEqualTo(new Placement(0, 30, 90, 60));
    double inside = (placement.top() + 1) / 120;
    double outside = (placement.top() - 1) / 120;
    assertThat(Quadrants.colour(tensor, padded, 0.25, inside)).containsExactly(1, 0, 0);
    assertThat(Quadrants.colour(tensor, padded, 0.25, outside)).containsExactly(0, 0, 0);
  }

  private static Placement placed(double width, double height, Resize resize) {
    return Placement.of(
        width, height, new Preprocessing(90, 120, resize, Scaling.MINUS_ONE_TO_ONE));
  }
}
