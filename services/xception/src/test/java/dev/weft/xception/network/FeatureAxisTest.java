package dev.weft.xception.network;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class FeatureAxisTest {

  @Test
  void cellsOfXceptionsOwnInputReachNearlyFromEdgeToEdge() {
    FeatureAxis axis = FeatureAxis.of(299);

    assertThat(axis.cells()).isEqualTo(10);
    assertThat(axis.step()).isEqualTo(32);
    int last = axis.first() + (axis.cells() - 1) * axis.step();
    assertThat(axis.first()).isEqualTo(7);
    assertThat(last).isEqualTo(295);
  }

  @Test
  void theSmallerInputsHaveOneAndTwoCellsLess() {
    assertThat(FeatureAxis.of(267).cells()).isEqualTo(9);
    assertThat(FeatureAxis.of(235).cells()).isEqualTo(8);
  }

  @ParameterizedTest
  @ValueSource(ints = {71, 96, 128, 235, 267, 299, 331, 450})
  void everyCellStandsForAPixelOfTheInputAndNoneIsFarFromTheEnds(int side) {
    FeatureAxis axis = FeatureAxis.of(side);

    int last = axis.first() + (axis.cells() - 1) * axis.step();
    assertThat(axis.first()).isBetween(0, 31);
    assertThat(last).isBetween(side - 32, side - 1);
  }
}
