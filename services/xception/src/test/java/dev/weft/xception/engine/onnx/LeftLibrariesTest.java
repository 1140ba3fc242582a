package dev.weft.xception.engine.onnx;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

class LeftLibrariesTest {

  @TempDir Path directory;

  @Test
  @DisabledOnOs(value = OS.WINDOWS, disabledReason = "a library in use cannot be removed there")
  void aKilledProcessLeavesNoLibraryInTheTemporaryFolder() throws Exception {
    Path temporary = Files.createDirectory(directory.resolve("tmp"));
    Process process =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Djava.io.tmpdir=" + temporary,
                "-cp",
                System.getProperty("java.class.path"),
                LoadAndHalt.class.getName())
            .redirectErrorStream(true)
            .redirectOutput(directory.resolve("output").toFile())
            .start();
    try {
      assertThat(process.waitFor(120, TimeUnit.SECONDS)).isTrue();
      assertThat(process.exitValue()).isEqualTo(LoadAndHalt.EXIT_CODE);
      try (Stream<Path> left = Files.walk(temporary)) {
        assertThat(left.filter(path -> path.toString().contains("onnxruntime"))).isEmpty();
      }
    } finally {
      process.destroyForcibly();
    }
  }
}
