package dev.weft.cli.bench;

import static org.assertj.core.api.Assertions.assertThat;

import dev.weft.cli.CliRun;
import dev.weft.console.ExitCode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RolloutCommandTest {

  @ParameterizedTest
  @CsvSource({
    "--images, 9, 10..5000",
    "--rollouts, 0, 1..20",
    "--rate, 0.05, 0.1..1000",
    "--rate, NaN, 0.1..1000"
  })
  void aNumberOutOfItsRangeIsAUsageErrorThatNamesTheRange(
      String option, String value, String range) {
    CliRun run = CliRun.of("bench", "rollout", option, value);

    assertThat(run.exitCode()).isEqualTo(ExitCode.USAGE);
    assertThat(run.err()).contains(option, range, "is " + value);
  }
}
