package dev.weft.trainer.features;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.weft.features.Bases;
import dev.weft.modelstore.GoldenCase;
import dev.weft.modelstore.ModelFiles;
import dev.weft.startermodel.StarterModel;
import dev.weft.xception.engine.Engine;
import dev.weft.xception.engine.EngineOptions;
import dev.weft.xception.engine.load.Engines;
import dev.weft.xception.network.InputSize;
import dev.weft.xception.onnx.OnnxExport;
import dev.weft.xception.onnx.Precision;
import dev.weft.xception.weights.KerasWeights;
import dev.weft.xception.weights.SafeTensors;
import dev.weft.xception.weights.Weights;
import java.io.IOException;
import java.nio.FloatBuffer;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class BasesTest {
  @TempDir Path dir;

  @Test
  void theHeadDoesNotChangeTheBaseAndGivesWhatTheWholeNetworkGives() throws IOException {
    Weights weights = KerasWeights.read(StarterModel.copyWeightsTo(dir));
    assertThat(Bases.id(weights.withFreshHead(3))).isEqualTo(Bases.id(weights));
    Path onnx = dir.resolve("model.onnx");
    Path tensors = dir.resolve("weights.safetensors");
    OnnxExport.write(weights, new InputSize(71, 71), Precision.FLOAT32, onnx);
    SafeTensors.write(weights, tensors);
    assertThat(Bases.id(tensors)).as("as classifiers name it").isEqualTo(Bases.id(weights));
    ModelFiles files = new ModelFiles(onnx, tensors, 10, 71, 71);
    try (Engine engine = Engines.load(files, Engines.golden(files), EngineOptions.auto(1))) {
      FloatBuffer images = GoldenCase.images(1, 71, 71);
      float[] logits = engine.infer(images, 1)[0];
      FloatBuffer features = FloatBuffer.wrap(engine.features(images, 1)[0]);
      float[] probabilities = new DenseHead(weights).probabilities(features);
      for (int c = 1; c < logits.length; c++) {
        assertThat(Math.log(probabilities[c] / probabilities[0]))
            .isCloseTo(logits[c] - logits[0], within(1e-3));
      }
    }
  }
}
