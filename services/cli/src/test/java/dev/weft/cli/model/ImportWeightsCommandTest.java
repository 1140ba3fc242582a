package dev.weft.cli.model;

import static org.assertj.core.api.Assertions.assertThat;

import dev.weft.cli.CliRun;
import dev.weft.console.ExitCode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ImportWeightsCommandTest {
  @TempDir Path dir;

  @Test
  void aMissingFileIsAUsageError() {
    CliRun run = CliRun.of("import-weights", "no-such.h5");

    assertThat(run.exitCode()).isEqualTo(ExitCode.USAGE);
    assertThat(run.err()).contains("no-such.h5");
  }

  @Test
  void aStoreWhoseKeysAreNotKnownSaysWhereTheyWouldBe() throws IOException {
    Path file = Files.writeString(dir.resolve("w.h5"), "x");

    CliRun run = CliRun.of("import-weights", file.toString(), "--data", dir.toString());

    assertThat(run.exitCode()).isEqualTo(ExitCode.UNREACHABLE);
    assertThat(run.err()).contains("credentials.properties", "weft up");
  }

  @Test
  void aStoreThatDoesNotAnswerIsNamed() throws IOException {
    Path file = Files.writeString(dir.resolve("w.h5"), "x");
    Files.writeString(dir.resolve("credentials.properties"), "access-key=a\nsecret-key=b\n");

    CliRun run =
        CliRun.of(
            "import-weights",
            file.toString(),
            "--data",
            dir.toString(),
            "--s3",
            "http://127.0.0.1:1");

    assertThat(run.exitCode()).isEqualTo(ExitCode.UNREACHABLE);
    assertThat(run.err()).contains("http://127.0.0.1:1");
  }

  @Test
  void aStoreThatIsNoUrlIsAUsageError() throws IOException {
    Path file = Files.writeString(dir.resolve("w.h5"), "x");

    CliRun run = CliRun.of("import-weights", file.toString(), "--s3", "s3.example.com");

    assertThat(run.exitCode()).isEqualTo(ExitCode.USAGE);
    assertThat(run.err()).contains("--s3 must be an http or https URL, but is s3.example.com");
  }

  @Test
  void aNewTopCannotBeCalibrated() {
    CliRun run =
        CliRun.of(
            "import-weights", "w.h5", "--new-top", "--classes", "a,b", "--calibrate", "photos");

    assertThat(run.exitCode()).isEqualTo(ExitCode.USAGE);
    assertThat(run.err()).contains("a new top has none until it is trained", "omit --calibrate");
  }

  @Test
  void tooFewPhotographsToCalibrateAreAUsageError() throws IOException {
    Path file = Files.writeString(dir.resolve("w.h5"), "x");
    Path photos = Files.createDirectories(dir.resolve("photos/hat"));
    Files.writeString(photos.resolve("one.jpg"), "x");

    CliRun run =
        CliRun.of(
            "import-weights", file.toString(), "--calibrate", dir.resolve("photos").toString());

    assertThat(run.exitCode()).isEqualTo(ExitCode.USAGE);
    assertThat(run.err()).contains("has 1 photographs, but 40 are required");
  }
}
