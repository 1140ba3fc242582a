package dev.weft.xception.onnx;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtSession;
import java.io.OutputStream;
import java.nio.FloatBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RoundedWeightsTest {
  private static final int IN = 16;
  private static final int OUT = 48;

  @TempDir Path directory;

  @Test
  void twoAdjacentWeightsOfTheSameSignNeverExceedTheLimit() {
    for (int window : new int[] {1, 9}) {
      float[] kernel = kernel(OUT * IN * window, 3);

      byte[] integers = RoundedWeights.of(kernel, window, new double[OUT]).integers();

      for (int o = 0; o < OUT; o++) {
        for (int i = 0; i < IN; i += 2) {
          for (int w = 0; w < window; w++) {
            int one = integers[(o * IN + i) * window + w];
            int other = integers[(o * IN + i + 1) * window + w];
            assertThat(one > 0 == other > 0 ? Math.abs(one + other) : 0).isLessThanOrEqualTo(128);
          }
        }
      }
    }
  }

  @Test
  void onlyPairsOfTheSameSignAreReducedAndBothByTheSame() {
    float[] kernel = {127, 41, 127, -41, -127, 0, 1, 1};

    RoundedWeights rounded = RoundedWeights.of(kernel, 1, new double[] {1});

    float scale = rounded.scales()[0];
    assertThat(rounded.integers()[2]).isEqualTo((byte) Math.rint(127 / scale));
    assertThat(rounded.integers()[3]).isEqualTo((byte) Math.rint(-41 / scale));
    assertThat(rounded.error(kernel, 2)).isCloseTo(0, within(scale / 2.0));
    assertThat(rounded.integers()[0] + rounded.integers()[1]).isLessThanOrEqualTo(128);
    assertThat(rounded.error(kernel, 0)).isCloseTo(rounded.error(kernel, 1), within(2.0 * scale));
  }

  @Test
  void noOtherScaleOfADepthwiseChannelIsBetterThanTheOneOfItsLargestWeight() {
    float[] kernel = kernel(OUT * 9, 5);

    RoundedWeights rounded = RoundedWeights.ofDepthwise(kernel, new double[OUT]);

    for (int o = 0; o < OUT; o++) {
      double scale = 0;
      for (int i = 0; i < 9; i++) {
        scale = Math.max(scale, Math.abs(kernel[o * 9 + i]) / 127.0);
      }
      double error = 0;
      double ofLargest = 0;
      for (int i = 0; i < 9; i++) {
        float weight = kernel[o * 9 + i];
        error += Math.pow(rounded.error(kernel, o * 9 + i), 2);
        ofLargest += Math.pow(Math.rint(weight / scale) * scale - weight, 2);
      }
      assertThat(error).isLessThanOrEqualTo(ofLargest * 1.0001);
    }
  }

  @Test
  void scalesAreAtLeastThoseThatBiasesNeedAndChannelsOfZerosHaveOne() {
    float[] kernel = new float[2 * IN];
    kernel[0] = 1;

    RoundedWeights rounded = RoundedWeights.of(kernel, 1, new double[] {0.5, 0});

    assertThat(rounded.scales()).containsExactly(0.5f, 1);
    assertThat(rounded.integers()[0]).isEqualTo((byte) 2);
    assertThat(Arrays.copyOfRange(rounded.integers(), 1, 2 * IN)).containsOnly(0);
  }

  /** The largest activations and weights: with saturation, the sum would be smaller. */
  @Test
  void onnxRuntimeAddsTheLargestProductsExactly() throws Exception {
    float[] kernel = new float[IN * IN];
    Arrays.fill(kernel, 1);
    RoundedWeights rounded = RoundedWeights.of(kernel, 1, new double[IN]);
    double sum = 255.0 * IN * rounded.integers()[0] * rounded.scales()[0];
    Path file = directory.resolve("largest.onnx");
    try (OutputStream out = Files.newOutputStream(file)) {
      graph(rounded, (float) (sum / 200)).writeTo(out);
    }
    float[] activations = new float[IN];
    Arrays.fill(activations, 255);

    OrtEnvironment environment = OrtEnvironment.getEnvironment();
    try (OrtSession.SessionOptions options = new OrtSession.SessionOptions();
        OrtSession session = environment.createSession(file.toString(), options);
        OnnxTensor input =
            OnnxTensor.createTensor(
                environment, FloatBuffer.wrap(activations), new long[] {1, IN, 1, 1});
        OrtSession.Result result = session.run(Map.of("in", input))) {
      float[][][][] found = (float[][][][]) result.get("out").orElseThrow().getValue();
      for (float[][] channel : found[0]) {
        assertThat((double) channel[0][0]).isCloseTo(sum, within(sum / 200));
      }
    }
    assertThat(rounded.integers()).containsOnly(64);
  }

  private static OnnxGraph graph(RoundedWeights rounded, float outputScale) {
    OnnxGraph graph = new OnnxGraph("sum", Precision.FLOAT32);
    graph.input("in", IN, 1, 1);
    graph.initializer("in_scale", List.of(), () -> new float[] {1});
    graph.initializer("out_scale", List.of(), () -> new float[] {outputScale});
    graph.uint8Initializer("zero", List.of(), () -> new byte[1]);
    graph.int8Initializer("w", List.of(IN, IN, 1, 1), rounded::integers);
    graph.initializer("w_scale", List.of(IN), rounded::scales);
    graph.int8Initializer("w_zero", List.of(IN), () -> new byte[IN]);
    graph.node("QuantizeLinear", "in_q", List.of("in", "in_scale", "zero"), Map.of());
    graph.node("DequantizeLinear", "in_d", List.of("in_q", "in_scale", "zero"), Map.of());
    graph.node(
        "DequantizeLinear",
        "kernel",
        List.of("w", "w_scale", "w_zero"),
        Map.of(),
        Map.of("axis", 0L));
    graph.node("Conv", "sum", List.of("in_d", "kernel"), Map.of("kernel_shape", List.of(1L, 1L)));
    graph.node("QuantizeLinear", "sum_q", List.of("sum", "out_scale", "zero"), Map.of());
    graph.node("DequantizeLinear", "out", List.of("sum_q", "out_scale", "zero"), Map.of());
    graph.output("out", IN, 1, 1);
    return graph;
  }

  /** Heavy-tailed, as weights are. */
  private static float[] kernel(int size, long seed) {
    Random random = new Random(seed);
    float[] kernel = new float[size];
    for (int i = 0; i < size; i++) {
      kernel[i] = (float) Math.pow(random.nextGaussian(), 3);
    }
    return kernel;
  }
}
