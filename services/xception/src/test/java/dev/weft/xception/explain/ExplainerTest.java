package dev.weft.xception.explain;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.weft.modelstore.GoldenCase;
import dev.weft.startermodel.StarterModel;
import dev.weft.xception.Starter;
import dev.weft.xception.engine.EngineException;
import dev.weft.xception.engine.onnx.OnnxPrefix;
import dev.weft.xception.network.InputSize;
import dev.weft.xception.network.Xception;
import dev.weft.xception.onnx.OnnxExport;
import dev.weft.xception.weights.Tensor;
import java.nio.FloatBuffer;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The starter model with the golden image. */
class ExplainerTest {
  private static final int CELLS = 10;

  @TempDir static Path dir;

  private static Explainer explainer;
  private static FloatBuffer image;
  private static ClassMaps maps;

  @BeforeAll
  static void explain() throws Exception {
    image = GoldenCase.images(1, 299, 299);
    explainer = Explainer.load(Starter.files(), Starter.golden(), 0);
    maps = explainer.explain(image);
  }

  @AfterAll
  static void close() {
    explainer.close();
  }

  @Test
  void logitsAreTheGoldenOnes() {
    float[] golden = StarterModel.goldenLogits();

    for (int c = 0; c < golden.length; c++) {
      assertThat(maps.of(c).logit()).isCloseTo(golden[c], within(1e-4f));
    }
  }

  @Test
  void theMeanOfAMapAndTheHeadsBiasAreTheLogit() {
    Tensor bias = Starter.weights().get("predictions/bias");

    for (int c = 0; c < maps.classes(); c++) {
      assertThat(maps.of(c).bias()).isCloseTo(bias.get(c), within(1e-4));
    }
  }

  @Test
  void aMapIsTheFeatureMapTimesTheHeadsKernel() throws Exception {
    float[] features = featureMap();
    Tensor kernel = Starter.weights().get("predictions/kernel");

    for (int c = 0; c < maps.classes(); c++) {
      float[][] values = maps.of(c).values();
      assertThat(values).hasDimensions(CELLS, CELLS);
      for (int cell = 0; cell < CELLS * CELLS; cell++) {
        double sum = 0;
        for (int k = 0; k < Xception.FEATURES; k++) {
          sum += (double) kernel.get(k * maps.classes() + c) * features[k * CELLS * CELLS + cell];
        }
        assertThat((double) values[cell / CELLS][cell % CELLS]).isCloseTo(sum, within(1e-4));
      }
    }
  }

  @Test
  void aVersionThatDoesNotGiveItsGoldenLogitsIsNotExplained() {
    float[] other = StarterModel.goldenLogits();
    other[3] += 0.1f;

    assertThatThrownBy(() -> Explainer.load(Starter.files(), new GoldenCase(other), 0))
        .isInstanceOf(EngineException.class)
        .hasMessageContaining("golden check failed")
        .hasMessageContaining("logit 3");
  }

  /** The last feature map, {@code [2048][10][10]}, of a graph made only from the weights. */
  private static float[] featureMap() throws Exception {
    Path graph = dir.resolve("backbone.onnx");
    OnnxExport.writePrefix(Starter.weights(), InputSize.XCEPTION, Xception.blocks().size(), graph);
    FloatBuffer features = FloatBuffer.allocate(Xception.FEATURES * CELLS * CELLS);
    try (OnnxPrefix backbone = OnnxPrefix.load(graph, 0)) {
      backbone.run(image, new long[] {1, 3, 299, 299}, features);
    }
    return features.array();
  }
}
