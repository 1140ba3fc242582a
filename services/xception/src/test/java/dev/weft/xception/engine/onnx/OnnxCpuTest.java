package dev.weft.xception.engine.onnx;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.weft.startermodel.StarterModel;
import dev.weft.xception.Starter;
import dev.weft.xception.engine.Engine;
import dev.weft.xception.engine.EngineOptions;
import dev.weft.xception.engine.EngineOutput;
import dev.weft.xception.engine.GoldenCheck;
import dev.weft.xception.engine.load.Engines;
import java.nio.FloatBuffer;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

class OnnxCpuTest {
  private static Engine engine;

  @BeforeAll
  static void load() {
    engine =
        Engines.load(Starter.files(), Starter.golden(), new EngineOptions("onnx-cpu", 0, 2, 0));
  }

  @AfterAll
  static void close() {
    engine.close();
  }

  @Test
  void givesTheGoldenLogits() {
    float[][] logits = engine.infer(golden(1), 1);

    assertThat(logits).hasNumberOfRows(1);
    assertThat(logits[0]).containsExactly(StarterModel.goldenLogits(), within(1e-4f));
  }

  @Test
  void givesTheGoldenFeatures() {
    float[] features = engine.features(golden(1), 1)[0];

    float[] first = new float[16];
    System.arraycopy(features, 0, first, 0, first.length);
    assertThat(first).containsExactly(StarterModel.goldenFeatures(), within(1e-4f));
    double sum = 0;
    for (float feature : features) {
      sum += feature;
    }
    assertThat(sum).isCloseTo(StarterModel.goldenFeatureSum(), within(1e-2));
  }

  @Test
  void givesLogitsAndFeaturesOfOneRun() {
    EngineOutput both = engine.inferWithFeatures(golden(2), 2);

    assertThat(both.logits()).isDeepEqualTo(engine.infer(golden(2), 2));
    assertThat(both.features()).isDeepEqualTo(engine.features(golden(2), 2));
  }

  @Test
  void keepsTheImagesOfABatchApart() {
    FloatBuffer two = golden(2);
    int length = two.capacity() / 2;
    for (int i = 0; i < length; i++) {
      two.put(i, -two.get(i));
    }

    float[][] logits = engine.infer(two, 2);

    assertThat(logits[1]).containsExactly(StarterModel.goldenLogits(), within(1e-4f));
    assertThat(logits[0][0]).isNotCloseTo(StarterModel.goldenLogits()[0], within(1e-2f));
  }

  @Test
  void refusesABufferOfAnotherSize() {
    assertThatThrownBy(() -> engine.infer(golden(1), 2))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("2 images of 299x299");
  }

  @Test
  void saysWhatRunsWhere() {
    assertThat(engine.info().name()).isEqualTo("onnx-cpu");
    assertThat(engine.info().threads()).isPositive();
    assertThat(engine.residentBytes()).isGreaterThan(80 << 20);
  }

  @Test
  void computesTheGoldenCaseOfANewVersion() {
    assertThat(Engines.golden(Starter.files()).logits())
        .containsExactly(StarterModel.goldenLogits(), within(1e-4f));
  }

  private static FloatBuffer golden(int n) {
    return GoldenCheck.images(Starter.files(), n);
  }
}
