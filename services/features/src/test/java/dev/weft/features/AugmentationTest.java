package dev.weft.features;

import static org.assertj.core.api.Assertions.assertThat;

import dev.weft.base.Sha256;
import java.nio.FloatBuffer;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;

class AugmentationTest {
  private static final int HEIGHT = 30;
  private static final int WIDTH = 40;
  private static final int PLANE = HEIGHT * WIDTH;

  /**
   * A tensor whose first plane contains each pixel's column and whose second its row; the third is
   * empty.
   */
  private static float[] positions() {
    float[] image = new float[3 * PLANE];
    for (int y = 0; y < HEIGHT; y++) {
      for (int x = 0; x < WIDTH; x++) {
        image[y * WIDTH + x] = x;
        image[PLANE + y * WIDTH + x] = y;
        image[2 * PLANE + y * WIDTH + x] = 7;
      }
    }
    return image;
  }

  private static float[] shown(Augmentation how, String name) {
    FloatBuffer target = FloatBuffer.allocate(3 * PLANE);
    how.write(
        positions(), HEIGHT, WIDTH, Sha256.hex(name.getBytes(StandardCharsets.UTF_8)), target);
    assertThat(target.hasRemaining()).isFalse();
    return target.array();
  }

  @Test
  void theImageItselfIsNotTouched() {
    assertThat(shown(Augmentation.NONE, "a")).isEqualTo(positions());
  }

  @Test
  void theMirrorImageHasEachPixelOnTheOtherSide() {
    float[] mirrored = shown(Augmentation.MIRRORED, "a");
    for (int y = 0; y < HEIGHT; y++) {
      for (int x = 0; x < WIDTH; x++) {
        assertThat(mirrored[y * WIDTH + x]).isEqualTo(WIDTH - 1 - x);
        assertThat(mirrored[PLANE + y * WIDTH + x]).isEqualTo(y);
      }
    }
  }

  @Test
  void aCropIsAPartOfTheImageThatKeepsMostOfItAndMuchOfItsShape() {
    for (int i = 0; i < 200; i++) {
      float[] crop = shown(new Augmentation(2), "image " + i);
      // Size of the crop box, from the difference between neighbouring pixels.
      double width = Math.abs(crop[20] - crop[19]) * WIDTH;
      double height = Math.abs(crop[PLANE + 15 * WIDTH] - crop[PLANE + 14 * WIDTH]) * HEIGHT;
      double share = width * height / PLANE;
      double stretch = width / WIDTH / (height / HEIGHT);
      assertThat(share).isBetween(0.38, 1.001);
      assertThat(stretch).isBetween(0.74, 1.34);
      for (int at = 0; at < PLANE; at++) {
        assertThat(crop[at]).isBetween(0f, WIDTH - 1f);
        assertThat(crop[PLANE + at]).isBetween(0f, HEIGHT - 1f);
        assertThat(crop[2 * PLANE + at]).isEqualTo(7);
      }
    }
  }

  @Test
  void aboutHalfOfTheCropsAreMirrored() {
    int mirrored = 0;
    for (int i = 0; i < 200; i++) {
      float[] crop = shown(new Augmentation(2), "image " + i);
      mirrored += crop[0] > crop[WIDTH - 1] ? 1 : 0;
    }
    assertThat(mirrored).isBetween(70, 130);
  }

  @Test
  void aCropIsTheSameForTheSameBytesAndAnotherForOthers() {
    Augmentation first = new Augmentation(2);
    assertThat(shown(first, "a")).isEqualTo(shown(first, "a")).isNotEqualTo(shown(first, "b"));
    assertThat(shown(new Augmentation(3), "a")).isNotEqualTo(shown(first, "a"));
  }

  @Test
  void waysToShowAnImageBeginWithTheImageItself() {
    assertThat(Augmentation.of(true, 2))
        .extracting(Augmentation::number)
        .containsExactly(0, 1, 2, 3);
    assertThat(Augmentation.of(false, 1))
        .isEqualTo(List.of(Augmentation.NONE, new Augmentation(2)));
  }
}
