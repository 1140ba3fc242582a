package dev.weft.kafka.streams;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LeftLibrariesTest {

  @TempDir Path directory;

  @Test
  void killedProcessesLeaveNoLibraryInTheTemporaryFolder() throws Exception {
    Path temporary = Files.createDirectory(directory.resolve("tmp"));
    Path state = Files.createDirectory(directory.resolve("state"));
    loadAndHalt(temporary, state);
    loadAndHalt(temporary, state);
    assertThat(libraries(temporary)).isEmpty();
    assertThat(libraries(state)).hasSize(1);
  }

  private static List<Path> libraries(Path folder) throws Exception {
    try (Stream<Path> files = Files.list(folder)) {
      return files.filter(file -> file.toString().contains("librocksdbjni")).toList();
    }
  }

  private void loadAndHalt(Path temporary, Path state) throws Exception {
    Process process =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Djava.io.tmpdir=" + temporary,
                "-cp",
                System.getProperty("java.class.path"),
                LoadAndHalt.class.getName(),
                state.toString())
            .redirectErrorStream(true)
            .redirectOutput(directory.resolve("output").toFile())
            .start();
    try {
      assertThat(process.waitFor(120, TimeUnit.SECONDS)).isTrue();
      assertThat(process.exitValue()).isEqualTo(LoadAndHalt.EXIT_CODE);
    } finally {
      process.destroyForcibly();
    }
  }
}
