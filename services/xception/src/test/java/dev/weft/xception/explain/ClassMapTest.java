package dev.weft.xception.explain;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;

class ClassMapTest {
  private static final float[][] VALUES = {{1, -2, 3}, {0, 0, 4}};

  private final ClassMaps maps =
      new ClassMaps(new float[] {2, 1.5f}, new float[][][] {VALUES, {{-1, -1, -1}, {-1, -1, -1}}});

  @Test
  void whatIsNotInTheMapIsTheBias() {
    assertThat(maps.of(0).bias()).isCloseTo(1, within(1e-6));
  }

  @Test
  void sharesAreOfWhatSpeaksForTheClass() {
    assertThat(maps.of(0).shares())
        .isDeepEqualTo(new double[][] {{1 / 8.0, 0, 3 / 8.0}, {0, 0, 4 / 8.0}});
  }

  @Test
  void whereNothingSpeaksForTheClassNothingHasAShare() {
    assertThat(maps.of(1).shares()).isDeepEqualTo(new double[2][3]);
  }

  @Test
  void theLargestLogitIsPredictedAndProbabilitiesAreItsSoftmax() {
    assertThat(maps.predicted()).isZero();
    assertThat(maps.of(0).probability()).isCloseTo(1 / (1 + Math.exp(-0.5)), within(1e-9));
    assertThat(maps.probability(0) + maps.probability(1)).isCloseTo(1, within(1e-9));
  }

  @Test
  void aMapIsNobodysToChange() {
    ClassMap map = maps.of(0);

    map.values()[0][0] = 9;

    assertThat(map.values()[0][0]).isEqualTo(1);
  }
}
