package dev.weft.bench.measure;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class QuantilesTest {

  @Test
  void quantilesAreMeasuredValues() {
    Quantiles quantiles = new Quantiles(5, 1, 4, 2, 3);

    assertThat(quantiles.p50()).isEqualTo(3);
    assertThat(quantiles.p95()).isEqualTo(5);
    assertThat(quantiles.at(0)).isEqualTo(1);
    assertThat(new Quantiles(7).p95()).isEqualTo(7);
    assertThat(new Quantiles().p50()).isNaN();
  }

  @Test
  void theOverheadIsTakenImageByImage() {
    Latencies latencies =
        Latencies.of(
            new double[] {150, 300, 140}, new double[] {100, 260, 110}, new double[] {9, 8, 7});

    assertThat(latencies.overhead().p50()).isEqualTo(40);
    assertThat(latencies.overhead().at(0)).isEqualTo(30);
    assertThat(latencies.accepted().p50()).isEqualTo(8);
  }
}
