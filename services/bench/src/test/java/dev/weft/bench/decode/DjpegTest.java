package dev.weft.bench.decode;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.weft.console.CliException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class DjpegTest {

  @ParameterizedTest
  @CsvSource({
    "400, 533, 6", // 300x400
    "4000, 3000, 1", // 500x375
    "2388, 2392, 1", // 299x299
    "2384, 2392, 2", // 298x299 is too narrow
    "200, 100, 8"
  })
  void theScaleIsTheSmallestThatIsNotSmallerThanTheTensor(int width, int height, int eighths) {
    assertThat(Djpeg.eighths(width, height, 299, 299)).isEqualTo(eighths);
  }

  @Test
  void sidesAreRoundedUp() {
    assertThat(Djpeg.scaled(533, 6)).isEqualTo(400);
    assertThat(Djpeg.scaled(8, 8)).isEqualTo(8);
    assertThat(Djpeg.scaled(1, 1)).isEqualTo(1);
  }

  @ParameterizedTest
  @CsvSource({
    "'0m0.000000s 0m0.010000s\n1m2.500000s 0m0.250000s\n'",
    "'0m0.000s\t0m0.010s\n1m2.500s 0m0.250s\n'"
  })
  void theTimeOfProcessesIsThatOfTheLastLine(String output) {
    assertThat(Djpeg.ofChildren(output)).isEqualTo(62_750);
  }

  @Test
  void otherOutputIsAnError() {
    assertThatThrownBy(() -> Djpeg.ofChildren("no times"))
        .isInstanceOf(CliException.class)
        .hasMessageContaining("no times");
  }
}
