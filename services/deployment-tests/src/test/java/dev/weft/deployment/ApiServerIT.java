package dev.weft.deployment;

import static dev.weft.testsupport.TestTimeout.TIMEOUT;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.weft.embedded.Ports;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Runs {@code deploy/kubernetes/check}: a real API server accepts each overlay as it is, and
 * refuses errors that are planted in them. Requires {@code deploy/kubernetes/tools api} to have
 * been run, which takes minutes to build.
 */
@WithProgram("kubectl")
class ApiServerIT {

  private static final long MINUTES = 10;

  @TempDir private Path dir;

  /** Result of a program. */
  private record Ended(int status, String output) {}

  @Test
  void anApiServerTakesEachOverlayWithoutAWarningAndRefusesPlantedErrors() throws Exception {
    Ended tools = run("tools", "path", "api");
    assumeTrue(tools.status() == 0, tools.output());

    Ended check =
        run("check", "--ports", "%d,%d,%d".formatted(Ports.free(), Ports.free(), Ports.free()));

    assertThat(check.output())
        .contains("overlay cpu: ", "overlay dev: ", "overlay gpu: ")
        .contains("refused: an unknown field", "refused: a bad quantity");
    assertThat(check.status()).as(check.output()).isZero();
  }

  private Ended run(String script, String... arguments) throws IOException, InterruptedException {
    Path output = dir.resolve(script + ".log");
    String program = Project.file("deploy/kubernetes/" + script).toString();
    Process process =
        new ProcessBuilder(Stream.concat(Stream.of(program), Stream.of(arguments)).toList())
            .redirectErrorStream(true)
            .redirectOutput(output.toFile())
            .start();
    if (!process.waitFor(MINUTES, TimeUnit.MINUTES)) {
      // With a signal that lets it stop its own child processes.
      process.destroy();
      process.waitFor(TIMEOUT.toSeconds(), TimeUnit.SECONDS);
      throw new AssertionError(program + " did not end: " + Files.readString(output));
    }
    return new Ended(process.exitValue(), Files.readString(output));
  }
}
