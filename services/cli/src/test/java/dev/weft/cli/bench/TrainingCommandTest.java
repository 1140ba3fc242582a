package dev.weft.cli.bench;

import static org.assertj.core.api.Assertions.assertThat;

import dev.weft.cli.CliRun;
import dev.weft.console.ExitCode;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TrainingCommandTest {
  @TempDir Path dir;

  @ParameterizedTest
  @CsvSource({
    "--epochs, 1, 2..27",
    "--epochs, 28, 2..27",
    "--images, 19, 20..5000",
    "--batch, 1, 2..256",
    "--rounds, 0, 1..1000"
  })
  void aNumberOutOfItsRangeIsAUsageErrorThatNamesTheRange(String option, int value, String range) {
    CliRun run = CliRun.of("bench", "training", option, String.valueOf(value));

    assertThat(run.exitCode()).isEqualTo(ExitCode.USAGE);
    assertThat(run.err()).contains(option, range, "is " + value);
  }

  @Test
  void photographsThatLieInNoFolderHaveNoLabel() throws Exception {
    Files.createFile(dir.resolve("1.jpg"));

    CliRun run = CliRun.of("bench", "training", "--photos", dir.toString(), "--output", "json");

    assertThat(run.exitCode()).isEqualTo(ExitCode.USAGE);
    assertThat(run.err()).contains("no folders with photographs in " + dir, "shirt/1.jpg");
    assertThat(run.json().path("exitCode").asInt()).isEqualTo(ExitCode.USAGE);
  }

  @Test
  void isNamedWhereNoBenchmarkIs() {
    assertThat(CliRun.of("bench").err()).contains("weft bench training");
  }
}
