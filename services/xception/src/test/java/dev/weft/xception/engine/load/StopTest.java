package dev.weft.xception.engine.load;

import static dev.weft.testsupport.TestTimeout.TIMEOUT;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.weft.xception.Starter;
import dev.weft.xception.network.InputSize;
import dev.weft.xception.onnx.OnnxExport;
import dev.weft.xception.onnx.Precision;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class StopTest {

  @TempDir Path directory;

  @Test
  void aJvmThatStopsWhileAnEngineWorksEndsInOrder() throws Exception {
    assertEndsInOrder();
  }

  @Test
  void aJvmThatStopsWhileOpenVinoWorksEndsInOrder() throws Exception {
    String folder = System.getenv(OpenVinoTest.VARIABLE);
    assumeTrue(folder != null, OpenVinoTest.VARIABLE + " names no folder");
    assertEndsInOrder(folder);
  }

  private void assertEndsInOrder(String... more) throws Exception {
    Path onnx = directory.resolve("small.onnx");
    OnnxExport.write(Starter.weights(), new InputSize(71, 71), Precision.FLOAT32, onnx);
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(List.of("-Xmx256m", "-cp", System.getProperty("java.class.path")));
    command.addAll(List.of(StopWhileInferring.class.getName(), onnx.toString()));
    command.addAll(List.of(more));
    Process process =
        new ProcessBuilder(command)
            .directory(directory.toFile())
            .redirectErrorStream(true)
            .redirectOutput(directory.resolve("output").toFile())
            .start();
    try {
      assertThat(process.waitFor(TIMEOUT.toSeconds(), TimeUnit.SECONDS)).isTrue();
      assertThat(process.exitValue())
          .as("134 is a crash in native code; see %s", directory.resolve("output"))
          .isEqualTo(StopWhileInferring.EXIT_CODE);
    } finally {
      process.destroyForcibly();
    }
  }
}
