package dev.weft.cli.backup;

import static org.assertj.core.api.Assertions.assertThat;

import dev.weft.cli.CliRun;
import dev.weft.console.ExitCode;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class BackupCommandTest {

  @Test
  void aStoreThatIsNoUrlIsAUsageError(@TempDir Path dir) {
    Path folder = dir.resolve("backup");

    CliRun run = CliRun.of("backup", folder.toString(), "--s3", "minio:9000");

    assertThat(run.exitCode()).isEqualTo(ExitCode.USAGE);
    assertThat(run.err()).contains("--s3 must be an http or https URL, but is minio:9000");
    assertThat(folder).doesNotExist();
  }
}
