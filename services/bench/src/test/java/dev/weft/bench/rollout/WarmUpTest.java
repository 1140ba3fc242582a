package dev.weft.bench.rollout;

import static org.assertj.core.api.Assertions.assertThat;

import dev.weft.bench.measure.Quantiles;
import org.junit.jupiter.api.Test;

class WarmUpTest {
  private final WarmUp warmUp = new WarmUp();

  @Test
  void latencyIsSteadyWhenThreeWindowsAgreeAfterTheColdOnes() {
    add(200, 200, 200, 200, 200);
    assertThat(warmUp.isSteady()).as("the first three are cold").isFalse();
    add(210);
    assertThat(warmUp.isSteady()).isTrue();
  }

  @Test
  void oneWindowThatIsOffMakesItWait() {
    add(900, 500, 300, 200, 260, 200, 205);
    assertThat(warmUp.isSteady()).isFalse();
    add(210);
    assertThat(warmUp.isSteady()).isTrue();
  }

  @Test
  void itIsNotWorthWaitingForEver() {
    for (int i = 1; i <= 15; i++) {
      assertThat(warmUp.isOver()).isFalse();
      add(100 * i);
    }
    assertThat(warmUp.isOver()).isTrue();
    assertThat(warmUp.isSteady()).isFalse();
  }

  private void add(double... windows) {
    for (double window : windows) {
      warmUp.add(new Quantiles(window));
    }
  }
}
