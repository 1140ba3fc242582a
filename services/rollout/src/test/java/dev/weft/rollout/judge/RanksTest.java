package dev.weft.rollout.judge;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RanksTest {

  @ParameterizedTest
  @CsvSource({
    "10, 0.5, 0.025, 2",
    "10, 0.5, 0.975, 8",
    "100, 0.5, 0.025, 40",
    "100, 0.5, 0.975, 60",
    "1, 0.99, 0.005, 0",
    "1, 0.99, 0.5, 1",
    "20, 0.99, 0.9999999, 20"
  })
  void it_is_what_tables_say(long trials, double success, double probability, long rank) {
    assertThat(Ranks.of(trials, success, probability)).isEqualTo(rank);
  }

  @Test
  void it_is_the_first_rank_whose_cumulated_probability_suffices() {
    for (int trials : new int[] {1, 2, 7, 50, 200}) {
      for (double success : new double[] {0.05, 0.5, 0.95, 0.99}) {
        for (double probability : new double[] {0.005, 0.025, 0.5, 0.975, 0.995}) {
          assertThat(Ranks.of(trials, success, probability))
              .as("%d trials of %f at %f", trials, success, probability)
              .isEqualTo(searched(trials, success, probability));
        }
      }
    }
  }

  @Test
  void of_many_trials_it_is_the_normal_distributions() {
    double n = 100_000_000;
    double deviation = Math.sqrt(n * 0.95 * 0.05);

    double rank = Ranks.of((long) n, 0.95, 0.975);

    assertThat((rank - n * 0.95) / deviation).isCloseTo(1.96, within(0.001));
  }

  private static long searched(int trials, double success, double probability) {
    double sum = 0;
    for (int k = 0; k < trials; k++) {
      sum += mass(trials, k, success);
      if (sum >= probability) {
        return k;
      }
    }
    return trials;
  }

  private static double mass(int trials, int k, double success) {
    double log = k * Math.log(success) + (trials - k) * Math.log1p(-success);
    for (int i = 1; i <= k; i++) {
      log += Math.log((trials - k + i) / (double) i);
    }
    return Math.exp(log);
  }
}
