package dev.weft.bench.training;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.weft.bench.measure.Spent;
import java.util.List;
import org.junit.jupiter.api.Test;

class EpochTimesTest {
  private final EpochTimes two = new EpochTimes(List.of(new Spent(10, 18), new Spent(12, 22)));

  @Test
  void epochsThatWereNotRunTakeTheMeanOfThoseThatWere() {
    assertThat(two.of(27)).isEqualTo(new Spent(297, 540));
    assertThat(two.extrapolated(27)).isTrue();
  }

  @Test
  void epochsThatWereAllRunAreWhatWasMeasured() {
    assertThat(two.of(2)).isEqualTo(two.measured()).isEqualTo(new Spent(22, 40));
    assertThat(two.extrapolated(2)).isFalse();
  }

  @Test
  void epochsOfVeryDifferentLengthTellOfABusyMachine() {
    EpochTimes busy = new EpochTimes(List.of(new Spent(11, 18), new Spent(56, 22)));

    assertThat(two.disturbed()).isFalse();
    assertThat(busy.disturbed()).isTrue();
    assertThat(busy.fastest()).isEqualTo(11);
    assertThat(busy.slowest()).isEqualTo(56);
  }

  @Test
  void nothingFollowsFromNoEpoch() {
    assertThatThrownBy(() -> new EpochTimes(List.of())).hasMessageContaining("no epochs");
  }
}
