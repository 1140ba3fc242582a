package dev.weft.gateway.explain;

import static org.assertj.core.api.Assertions.assertThat;

import dev.weft.events.ModelRef;
import dev.weft.imaging.Picture;
import dev.weft.imaging.Resize;
import dev.weft.xception.explain.ClassMaps;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

class OverlayTest {
  private static final int GREY = 0x808080;
  private static final int WIDTH = 60;
  private static final int HEIGHT = 40;

  @Test
  void whereThereIsNoEvidenceThePhotographIsAsItWas() {
    int[] pixels = blended(Resize.STRETCH, new float[][] {{9, -9, -9}, {9, -9, -9}, {9, -9, -9}});

    assertThat(at(pixels, 0.9, 0.5)).isEqualTo(GREY);
    assertThat(at(pixels, 0.05, 0.5)).isNotEqualTo(GREY);
  }

  @Test
  void theEvidenceLiesWhereTheNetworkFoundIt() {
    int[] pixels = blended(Resize.STRETCH, new float[][] {{0, 0, 0}, {0, 0, 0}, {0, 0, 9}});

    assertThat(at(pixels, 0.95, 0.95)).isNotEqualTo(GREY);
    assertThat(at(pixels, 0.05, 0.95)).isEqualTo(GREY);
    assertThat(at(pixels, 0.95, 0.05)).isEqualTo(GREY);
  }

  @Test
  void whatWasCutOffBeforeTheNetworkSawItHasNoEvidence() {
    int[] pixels = blended(Resize.CROP, new float[][] {{9, 9, 9}, {9, 9, 9}, {9, 9, 9}});

    // The model sees only the central square of the 60x40 pixels.
    assertThat(at(pixels, 0.1, 0.5)).isEqualTo(GREY);
    assertThat(at(pixels, 0.5, 0.5)).isNotEqualTo(GREY);
    assertThat(at(pixels, 0.9, 0.5)).isEqualTo(GREY);
  }

  @Test
  void whereEverythingSpeaksAgainstTheLabelNothingIsDrawn() {
    int[] pixels =
        blended(Resize.STRETCH, new float[][] {{-1, -2, -3}, {-1, -2, -3}, {-1, -2, -3}});

    assertThat(pixels).containsOnly(GREY);
  }

  @Test
  void coloursBecomeLighterFromLittleEvidenceToMuch() {
    double[] lightness = new double[11];
    for (int i = 0; i < lightness.length; i++) {
      lightness[i] = lightness(ColourMap.colour(i / 10.0));
    }

    for (int i = 1; i < lightness.length; i++) {
      assertThat(lightness[i] - lightness[i - 1]).as("step %d", i).isBetween(3.0, 9.0);
    }
  }

  private static int[] blended(Resize resize, float[][] map) {
    int[] rgb = new int[WIDTH * HEIGHT];
    Arrays.fill(rgb, GREY);
    ClassMaps maps = new ClassMaps(new float[] {1}, new float[][][] {map});
    Explanation explanation =
        Explanation.of(new ModelRef("m", 1), List.of("only"), RedOrBlue.input(resize), maps, null);
    return Overlay.blended(new Picture(WIDTH, HEIGHT, rgb), explanation);
  }

  private static int at(int[] pixels, double x, double y) {
    return pixels[(int) (y * HEIGHT) * WIDTH + (int) (x * WIDTH)];
  }

  /** CIE 1976 L*, in 0..100. */
  private static double lightness(int rgb) {
    double y =
        0.2126 * linear(rgb >> 16 & 0xff)
            + 0.7152 * linear(rgb >> 8 & 0xff)
            + 0.0722 * linear(rgb & 0xff);
    return y > 0.008856 ? 116 * Math.cbrt(y) - 16 : 903.3 * y;
  }

  private static double linear(int level) {
    double value = level / 255.0;
    return value <= 0.04045 ? value / 12.92 : Math.pow((value + 0.055) / 1.055, 2.4);
  }
}
