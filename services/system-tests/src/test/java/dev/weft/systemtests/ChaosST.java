package dev.weft.systemtests;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.CleanupMode;
import org.junit.jupiter.api.io.TempDir;

/**
 * Runs {@code deploy/chaos} briefly: three brokers, the faults of one seed, and the checker's
 * verdict. Nothing else is asserted, since everything else depends on the machine's speed.
 */
@EnabledOnOs(OS.LINUX)
class ChaosST {
  private static final Path ROOT = Path.of(System.getProperty("weft.root"));
  private static final int MOST_MINUTES = 40;

  @TempDir(cleanup = CleanupMode.ON_SUCCESS)
  Path folder;

  @Test
  void everyPromiseIsKeptWhileProcessesAreKilledAndPausedAndTheNetworkFails() throws Exception {
    File said = folder.resolve("said").toFile();
    ProcessBuilder chaos =
        new ProcessBuilder(
                List.of(
                    ROOT.resolve("deploy/chaos").toString(),
                    "--minutes=1.2",
                    "--seed=4",
                    "--colours",
                    "--only=kill,pause,duty,network",
                    "--gateways=2",
                    "--classifiers=2",
                    "--rate=4",
                    "--dir=" + folder.resolve("run")))
            .redirectErrorStream(true)
            .redirectOutput(said);
    chaos.environment().put("JAVA_HOME", System.getProperty("java.home"));

    Process run = chaos.start();

    assertThat(run.waitFor(MOST_MINUTES, TimeUnit.MINUTES)).as("it ended").isTrue();
    assertThat(run.exitValue()).as(() -> text(said)).isZero();
  }

  private static String text(File file) {
    try {
      return Files.readString(file.toPath());
    } catch (IOException e) {
      return "(nothing was said: " + e + ")";
    }
  }
}
