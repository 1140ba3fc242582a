package dev.weft.gateway.explain;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.weft.xception.network.FeatureAxis;
import org.junit.jupiter.api.Test;

class EvidenceFieldTest {
  private static final int SIDE = RedOrBlue.SIDE;
  private static final float[][] VALUES = {{1, 2, 3}, {-4, 5, 6}, {7, 8, -9}};

  @Test
  void itPassesThroughTheValuesAtThePixelsThatTheyStandFor() {
    FeatureAxis axis = FeatureAxis.of(SIDE);

    float[] field = new EvidenceField(VALUES, RedOrBlue.STRETCHED).over(SIDE, SIDE);

    assertThat(axis.cells()).isEqualTo(VALUES.length);
    for (int i = 0; i < axis.cells(); i++) {
      for (int j = 0; j < axis.cells(); j++) {
        int y = axis.first() + i * axis.step();
        int x = axis.first() + j * axis.step();
        assertThat(field[y * SIDE + x]).isCloseTo(VALUES[i][j], within(1e-5f));
      }
    }
  }

  @Test
  void whatIsTheSameEverywhereStaysSo() {
    float[][] even = {{2, 2, 2}, {2, 2, 2}, {2, 2, 2}};

    float[] field = new EvidenceField(even, RedOrBlue.STRETCHED).over(50, 20);

    for (float value : field) {
      assertThat(value).isCloseTo(2, within(1e-5f));
    }
  }
}
