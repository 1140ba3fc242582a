package dev.weft.xception.bench;

import static org.assertj.core.api.Assertions.assertThat;

import dev.weft.modelstore.ModelFiles;
import dev.weft.xception.Starter;
import dev.weft.xception.engine.load.Engines;
import dev.weft.xception.network.InputSize;
import dev.weft.xception.onnx.OnnxExport;
import dev.weft.xception.onnx.Precision;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class EngineBenchmarkTest {

  @Test
  void measuresTheEnginesOfThisMachineAndSaysWhichItSkipped(@TempDir Path directory)
      throws Exception {
    Path onnx = directory.resolve("small.onnx");
    OnnxExport.write(Starter.weights(), new InputSize(71, 71), Precision.FLOAT32, onnx);
    ModelFiles files = new ModelFiles(onnx, Starter.files().weights(), 10, 71, 71);
    List<String> progress = new ArrayList<>();

    EngineComparison comparison =
        new EngineBenchmark(files, Engines.golden(files), progress::add).run(2, 1);

    assertThat(comparison.engines())
        .extracting(EngineFigures::name)
        .contains("onnx-cpu", "dl4j-cpu", "dl4j-zoo");
    assertThat(comparison.engines())
        .allSatisfy(
            figures -> {
              assertThat(figures.single()).isPositive();
              assertThat(figures.imagesPerSecond()).isPositive();
            });
    assertThat(comparison.ratio()).isPresent();
    assertThat(comparison.engines().size() + comparison.skipped().size()).isEqualTo(9);
    assertThat(progress).isNotEmpty();
  }
}
