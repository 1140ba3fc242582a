package dev.weft.systemtests.clients;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/**
 * An external program.
 *
 * @param line the program and its arguments
 * @param environment variables in addition to those of this process
 */
record Command(List<String> line, Map<String, String> environment) {

  private static final int MINUTES = 15;

  static Command of(String... line) {
    return new Command(List.of(line), Map.of());
  }

  /**
   * The result of a program.
   *
   * @param output standard output and standard error
   */
  record Ended(int exitValue, String output) {

    /** The output; fails if the exit value is not 0. */
    String well() {
      assertThat(exitValue).as(output).isZero();
      return output;
    }
  }

  Command with(String name, String value) {
    return new Command(line, Map.of(name, value));
  }

  Ended run() throws IOException, InterruptedException {
    Path output = Files.createTempFile("weft-command", ".txt");
    try {
      var builder = new ProcessBuilder(line).redirectErrorStream(true);
      builder.environment().putAll(environment);
      Process process = builder.redirectOutput(output.toFile()).start();
      boolean ended = process.waitFor(MINUTES, TimeUnit.MINUTES);
      process.destroyForcibly();
      assertThat(ended).as(Files.readString(output)).isTrue();
      return new Ended(process.exitValue(), Files.readString(output));
    } finally {
      Files.delete(output);
    }
  }
}
