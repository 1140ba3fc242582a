package dev.weft.chaos.soak;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class TheilSenTest {

  private static double[] hours(int count) {
    return IntStream.range(0, count).mapToDouble(i -> i / 60.0).toArray();
  }

  @Test
  void aLineHasItsSlopeAndNoDoubt() {
    double[] x = hours(40);
    TheilSen line = TheilSen.of(x, IntStream.range(0, 40).mapToDouble(i -> 3 + 6 * x[i]).toArray());
    assertThat(line.slope()).isCloseTo(6, within(1e-9));
    assertThat(line.low()).isCloseTo(6, within(1e-9));
    assertThat(line.high()).isCloseTo(6, within(1e-9));
    assertThat(line.median()).isCloseTo(3 + 6 * 19.5 / 60, within(1e-9));
  }

  @Test
  void aQuarterOfWildPointsDoesNotTurnTheLine() {
    double[] x = hours(40);
    double[] y = IntStream.range(0, 40).mapToDouble(i -> i % 4 == 0 ? 1000 : 6 * x[i]).toArray();
    assertThat(TheilSen.of(x, y).slope()).isCloseTo(6, within(0.5));
  }

  @Test
  void noiseAloneHasAnIntervalAroundNothing() {
    Random random = new Random(7);
    double[] y = random.doubles(60, 99, 101).toArray();
    TheilSen line = TheilSen.of(hours(60), y);
    assertThat(line.low()).isNegative();
    assertThat(line.high()).isPositive();
    assertThat(line.slope()).isBetween(line.low(), line.high());
  }

  @Test
  void theIntervalHoldsTheTruthAboutNineteenTimesInTwenty() {
    Random random = new Random(11);
    double[] x = hours(40);
    long held =
        IntStream.range(0, 400)
            .mapToObj(
                run ->
                    TheilSen.of(
                        x,
                        IntStream.range(0, 40)
                            .mapToDouble(i -> 2 * x[i] + random.nextGaussian())
                            .toArray()))
            .filter(line -> line.low() <= 2 && 2 <= line.high())
            .count();
    assertThat(held).isBetween(365L, 396L);
  }

  @Test
  void twoPointsHaveASlopeAndEveryDoubt() {
    TheilSen line = TheilSen.of(new double[] {0, 1}, new double[] {1, 3});
    assertThat(line.slope()).isEqualTo(2);
    assertThat(line.low()).isEqualTo(Double.NEGATIVE_INFINITY);
    assertThat(line.high()).isEqualTo(Double.POSITIVE_INFINITY);
  }

  @Test
  void pointsOfOneMomentHaveNoSlope() {
    TheilSen line = TheilSen.of(new double[] {1, 1, 1}, new double[] {1, 2, 3});
    assertThat(line.slope()).isZero();
    assertThat(line.low()).isEqualTo(Double.NEGATIVE_INFINITY);
  }
}
