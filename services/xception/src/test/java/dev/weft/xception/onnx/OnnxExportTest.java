package dev.weft.xception.onnx;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtSession;
import dev.weft.modelstore.GoldenCase;
import dev.weft.startermodel.StarterModel;
import dev.weft.xception.Starter;
import dev.weft.xception.network.InputSize;
import dev.weft.xception.network.Layer.BatchNorm;
import dev.weft.xception.network.Xception;
import dev.weft.xception.weights.Tensor;
import dev.weft.xception.weights.Weights;
import java.nio.FloatBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class OnnxExportTest {

  @TempDir Path directory;

  @Test
  void aFoldedConvolutionEqualsTheConvolutionAndItsNorm() {
    Weights weights = Starter.weights();
    BatchNorm norm = new BatchNorm("block1_conv1_bn", 32);
    Tensor kernel = weights.get("block1_conv1/kernel");

    float[] folded = Folding.kernel(weights, kernel, norm);
    float[] bias = Folding.bias(weights, norm);

    for (int out = 0; out < 32; out++) {
      double plain = 0;
      double withNorm = bias[out];
      for (int in = 0; in < 3; in++) {
        for (int position = 0; position < 9; position++) {
          double x = Math.sin(in + 3.0 * position);
          plain += x * kernel.get((position * 3 + in) * 32 + out);
          withNorm += x * folded[(out * 3 + in) * 9 + position];
        }
      }
      double expected =
          weights.get("block1_conv1_bn/gamma").get(out)
                  * (plain - weights.get("block1_conv1_bn/moving_mean").get(out))
                  / Math.sqrt(
                      weights.get("block1_conv1_bn/moving_variance").get(out) + BatchNorm.EPSILON)
              + weights.get("block1_conv1_bn/beta").get(out);
      assertThat(withNorm).isCloseTo(expected, within(1e-5));
    }
  }

  @Test
  void theHalfPrecisionGraphIsHalfAsLargeAndNearTheGoldenLogits() throws Exception {
    Path file = directory.resolve("half.onnx");
    OnnxExport.write(Starter.weights(), InputSize.XCEPTION, Precision.FLOAT16, file);

    assertThat(Files.size(file)).isLessThan(43_000_000);
    assertThat(logits(file, InputSize.XCEPTION))
        .containsExactly(StarterModel.goldenLogits(), within(2e-2f));
  }

  @Test
  void evenAndOblongInputsRun() throws Exception {
    Path file = directory.resolve("oblong.onnx");
    InputSize size = new InputSize(72, 130);
    OnnxExport.write(Starter.weights(), size, Precision.FLOAT32, file);

    assertThat(logits(file, size)).hasSize(10).doesNotContain(Float.NaN);
  }

  @Test
  void weightsWithoutAHeadAreRefusedAndAFreshHeadGivesZeros() throws Exception {
    Map<String, Tensor> backbone = new LinkedHashMap<>(Starter.weights().tensors());
    Xception.head(10).tensors().forEach(spec -> backbone.remove(spec.name()));
    Weights headless = Weights.of(backbone);
    Path file = directory.resolve("fresh.onnx");

    assertThatThrownBy(() -> OnnxExport.write(headless, file))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("no head");
    InputSize size = new InputSize(71, 71);
    OnnxExport.write(headless.withFreshHead(3), size, Precision.FLOAT32, file);
    assertThat(logits(file, size)).containsExactly(0, 0, 0);
  }

  private static float[] logits(Path file, InputSize size) throws Exception {
    OrtEnvironment environment = OrtEnvironment.getEnvironment();
    FloatBuffer image = FloatBuffer.wrap(GoldenCase.image(size.height(), size.width()));
    long[] shape = {1, 3, size.height(), size.width()};
    try (OrtSession.SessionOptions options = new OrtSession.SessionOptions();
        OrtSession session = environment.createSession(file.toString(), options);
        OnnxTensor input = OnnxTensor.createTensor(environment, image, shape);
        OrtSession.Result result = session.run(Map.of(OnnxExport.INPUT, input))) {
      return ((float[][]) result.get(OnnxExport.LOGITS).orElseThrow().getValue())[0];
    }
  }
}
