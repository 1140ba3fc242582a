package dev.weft.evaluation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.weft.base.WilsonInterval;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PairedDifferenceTest {

  /** Examples as in Newcombe's paper, some without discordant pairs, computed independently. */
  @ParameterizedTest
  @CsvSource({
    "36, 12, 2, 0, 0.2, 0.056930, 0.340428",
    "20, 12, 2, 16, 0.2, 0.056156, 0.329207",
    "1, 1, 7, 0, -0.666667, -0.896423, -0.075073",
    "40, 0, 0, 10, 0, -0.057092, 0.057092",
    "54, 0, 0, 0, 0, -0.066414, 0.066414",
  })
  void aDifferenceHasItsInterval(
      int both, int won, int lost, int neither, double difference, double low, double high) {
    WilsonInterval found = new PairedDifference(both, won, lost, neither).difference();
    assertThat(found.share()).isCloseTo(difference, within(1e-6));
    assertThat(found.low()).isCloseTo(low, within(1e-6));
    assertThat(found.high()).isCloseTo(high, within(1e-6));
  }

  @Test
  void whoIsFirstMakesNoDifferenceButForTheSign() {
    WilsonInterval one = new PairedDifference(20, 12, 2, 16).difference();
    WilsonInterval other = new PairedDifference(20, 2, 12, 16).difference();
    assertThat(other.low()).isCloseTo(-one.high(), within(1e-12));
    assertThat(other.high()).isCloseTo(-one.low(), within(1e-12));
  }

  @Test
  void thereAreNoPairsWithoutImages() {
    assertThatThrownBy(() -> new PairedDifference(0, 0, 0, 0))
        .hasMessageContaining("not valid counts of pairs");
  }
}
