package dev.weft.events.label;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class RandomSampleTest {

  @Test
  void everyReleaseDrawsTheSameImages() {
    assertThat(RandomSample.draw("shirt-1")).isEqualTo(0.27689728713309414);
    assertThat(RandomSample.contains("shirt-1")).isEqualTo(false);
  }

  @Test
  void idsThatAreCountedUpAreDrawnAsAnyOthers() {
    double[] draws =
        IntStream.range(0, 20_000).mapToDouble(i -> RandomSample.draw("i" + i)).toArray();
    long members = IntStream.range(0, 20_000).filter(i -> RandomSample.contains("i" + i)).count();

    assertThat(Arrays.stream(draws).allMatch(draw -> draw >= 0 && draw < 1)).isTrue();
    assertThat(members / 20_000.0).isCloseTo(RandomSample.SHARE, within(0.01));
    for (int tenth = 0; tenth < 10; tenth++) {
      double from = tenth / 10.0;
      long within =
          IntStream.range(0, 20_000).filter(i -> draws[i] >= from && draws[i] < from + 0.1).count();
      assertThat(within / 20_000.0).isCloseTo(0.1, within(0.01));
    }
  }
}
