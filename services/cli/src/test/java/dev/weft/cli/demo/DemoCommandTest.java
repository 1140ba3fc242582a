package dev.weft.cli.demo;

import static org.assertj.core.api.Assertions.assertThat;

import dev.weft.cli.CliRun;
import dev.weft.console.ExitCode;
import org.junit.jupiter.api.Test;

class DemoCommandTest {

  @Test
  void toKeepItRunningAndToStopItAreOpposites() {
    CliRun run = CliRun.of("demo", "--keep", "--exit");

    assertThat(run.exitCode()).isEqualTo(ExitCode.USAGE);
    assertThat(run.err()).contains("--keep and --exit cannot be combined");
  }

  @Test
  void withoutImagesAndWithoutATrainingThereIsNothingToShow() {
    CliRun run = CliRun.of("demo", "--count", "0", "--no-training", "--exit");

    assertThat(run.exitCode()).isEqualTo(ExitCode.USAGE);
    assertThat(run.err()).contains("there are no images to show");
  }
}
