package dev.weft.xception.onnx;

import dev.weft.xception.network.InputSize;
import dev.weft.xception.network.Xception;
import dev.weft.xception.weights.Weights;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Builds the 8-bit graph of {@link OnnxExport#writeQuantized}. Activations have a scale and a zero
 * point per tensor, weights a scale per output channel, and biases 32 bits.
 *
 * <p>Channels are padded with zeros to a multiple of {@value #LANES}: kernels for other numbers are
 * slower.
 */
final class QuantizedGraph {
  private static final int LANES = 16;
  private static final int STEPS = 255;

  private final Weights weights;
  private final InputSize size;
  private final ActivationRanges ranges;
  private final FoldedNetwork network;
  private final Equalization equalization;
  private final OnnxGraph graph = new OnnxGraph("xception", Precision.FLOAT32);
  private final Map<String, Quantized> quantized = new HashMap<>();

  /** A quantized tensor: its name, and the name of its scale and zero point. */
  private record Quantized(String name, String parameters, float scale) {}

  QuantizedGraph(Weights weights, InputSize size, ActivationRanges ranges) {
    this.weights = weights;
    this.size = size;
    this.ranges = ranges;
    this.network = new FoldedNetwork(weights, size, Xception.blocks());
    this.equalization = new Equalization(network.operations(), ranges);
  }

  OnnxGraph build() {
    graph.input(OnnxExport.INPUT, 3, size.height(), size.width());
    for (OnnxOperation operation : network.operations()) {
      if (operation instanceof OnnxOperation.Convolution conv) {
        convolution(conv);
      } else if (operation instanceof OnnxOperation.Add add) {
        sum(add);
      } else if (operation instanceof OnnxOperation.MaxPool pool) {
        pool(pool);
      }
      // A ReLU is handled together with its input.
    }
    head();
    return graph;
  }

  /**
   * Pooled features are multiplied by the divisors of their channels, and corrected by the mean
   * rounding error.
   */
  private void head() {
    String end = network.end().name();
    String pool = Xception.pool().name();
    float[] divisors = equalization.of(end);
    graph.node("GlobalAveragePool", pool, List.of(dequantized(quantized.get(end), pool)), Map.of());
    graph.initializer(pool + "_divisors", List.of(1, divisors.length, 1, 1), divisors::clone);
    graph.node("Mul", pool + "_rounded", List.of(pool, pool + "_divisors"), Map.of());
    graph.initializer(
        pool + "_shift", List.of(1, divisors.length, 1, 1), () -> ranges.featureShift());
    graph.node("Add", pool + "_features", List.of(pool + "_rounded", pool + "_shift"), Map.of());
    XceptionGraph.head(graph, weights, pool + "_features");
  }

  /** The one that reads the image stays in float32, so that pixels are not rounded again. */
  private void convolution(OnnxOperation.Convolution conv) {
    List<String> inputs = new ArrayList<>();
    if (conv.input().equals(OnnxExport.INPUT)) {
      inputs.add(conv.input());
      graph.initializer(conv.kernelName(), shape(conv), () -> equalized(conv));
      inputs.add(conv.kernelName());
      graph.initializer(conv.biasName(), List.of(padded(conv.channels())), () -> bias(conv));
      inputs.add(conv.biasName());
    } else {
      Quantized in = quantized.get(conv.input());
      inputs.add(dequantized(in, conv.name()));
      float[] kernel = equalized(conv);
      RoundedWeights rounded = rounded(conv, kernel, in.scale());
      inputs.add(kernel(conv, rounded));
      inputs.add(bias(conv, in.scale(), rounded.scales(), corrected(conv, kernel, rounded)));
    }
    graph.node(
        "Conv",
        conv.name(),
        inputs,
        conv.window(),
        conv.isDepthwise() ? padded(conv.channels()) : 1);
    List<OnnxOperation> readers = Equalization.readers(network.operations(), conv.name());
    String end = conv.name();
    if (readers.size() == 1 && readers.get(0) instanceof OnnxOperation.Relu relu) {
      graph.node("Relu", relu.name(), List.of(conv.name()), Map.of());
      end = relu.name();
    }
    quantize(end, end);
  }

  /**
   * The stream of blocks is in float32, since in integers each block would add its rounding error.
   * It is not equalized, so that its terms and readers have the divisors that are best for each.
   */
  private void sum(OnnxOperation.Add add) {
    graph.node(
        "Add",
        add.name(),
        List.of(term(add.left(), add.name()), term(add.right(), add.name())),
        Map.of());
    for (OnnxOperation reader : Equalization.readers(network.operations(), add.name())) {
      if (reader instanceof OnnxOperation.Relu relu) {
        graph.node("Relu", relu.name(), List.of(divided(add.name(), relu.name())), Map.of());
        quantize(relu.name(), relu.name());
      } else if (reader instanceof OnnxOperation.Convolution) {
        quantize(add.name(), divided(add.name(), add.name()));
      }
    }
  }

  private String term(String value, String sum) {
    if (network.isSum(value)) {
      return value;
    }
    return scaled(
        dequantized(quantized.get(value), sum), value + "_for_" + sum, equalization.of(value));
  }

  private String divided(String sum, String reader) {
    float[] factors = equalization.of(reader).clone();
    for (int c = 0; c < factors.length; c++) {
      factors[c] = 1 / factors[c];
    }
    return scaled(sum, reader + "_equalized", factors);
  }

  private String scaled(String source, String name, float[] factors) {
    int channels = padded(factors.length);
    graph.initializer(
        name + "_factors", List.of(1, channels, 1, 1), () -> Arrays.copyOf(factors, channels));
    graph.node("Mul", name, List.of(source, name + "_factors"), Map.of());
    return name;
  }

  /** A pool's integers are a subset of its input's, so that no rescaling is needed. */
  private void pool(OnnxOperation.MaxPool pool) {
    Quantized in = quantized.get(pool.input());
    graph.node("MaxPool", pool.name(), List.of(dequantized(in, pool.name())), pool.window());
    quantize(pool.name(), pool.name(), in.parameters(), in.scale());
  }

  private void quantize(String name, String source) {
    float[] least = ranges.least(name);
    float[] most = ranges.most(name);
    float[] divisors = equalization.of(name);
    double low = 0;
    double high = 0;
    for (int c = 0; c < divisors.length; c++) {
      low = Math.min(low, least[c] / divisors[c]);
      high = Math.max(high, most[c] / divisors[c]);
    }
    float scale = (float) (high > low ? (high - low) / STEPS : 1);
    byte zero = (byte) Math.round(-low / scale);
    graph.initializer(name + "_scale", List.of(), () -> new float[] {scale});
    graph.uint8Initializer(name + "_zero", List.of(), () -> new byte[] {zero});
    quantize(name, source, name, scale);
  }

  private void quantize(String name, String source, String parameters, float scale) {
    String integers = name + "_quantized";
    graph.node(
        "QuantizeLinear",
        integers,
        List.of(source, parameters + "_scale", parameters + "_zero"),
        Map.of());
    quantized.put(name, new Quantized(integers, parameters, scale));
  }

  /** A separate node for each reader, as the patterns of runtimes require. */
  private String dequantized(Quantized tensor, String reader) {
    String name = tensor.name() + "_for_" + reader;
    graph.node(
        "DequantizeLinear",
        name,
        List.of(tensor.name(), tensor.parameters() + "_scale", tensor.parameters() + "_zero"),
        Map.of());
    return name;
  }

  private static int padded(int channels) {
    return (channels + LANES - 1) / LANES * LANES;
  }

  private static int paddedInput(OnnxOperation.Convolution conv) {
    if (conv.isDepthwise()) {
      return 1;
    }
    return conv.input().equals(OnnxExport.INPUT) ? conv.in() : padded(conv.in());
  }

  private static List<Integer> shape(OnnxOperation.Convolution conv) {
    return List.of(padded(conv.channels()), paddedInput(conv), conv.side(), conv.side());
  }

  /** The kernel for equalized activations, padded. */
  private float[] equalized(OnnxOperation.Convolution conv) {
    float[] kernel = conv.kernel().get();
    float[] out = equalization.of(conv.name());
    float[] in = conv.input().equals(OnnxExport.INPUT) ? null : equalization.of(conv.input());
    int from = conv.isDepthwise() ? 1 : conv.in();
    int window = conv.side() * conv.side();
    int to = paddedInput(conv);
    float[] equalized = new float[padded(conv.channels()) * to * window];
    for (int o = 0; o < conv.channels(); o++) {
      for (int i = 0; i < from; i++) {
        float factor = in == null ? 1 : in[conv.isDepthwise() ? o : i];
        for (int w = 0; w < window; w++) {
          equalized[(o * to + i) * window + w] =
              kernel[(o * from + i) * window + w] * factor / out[o];
        }
      }
    }
    return equalized;
  }

  private float[] bias(OnnxOperation.Convolution conv) {
    float[] bias = new float[padded(conv.channels())];
    if (conv.bias() != null) {
      System.arraycopy(conv.bias().get(), 0, bias, 0, conv.channels());
    }
    float[] out = equalization.of(conv.name());
    for (int o = 0; o < out.length; o++) {
      bias[o] /= out[o];
    }
    return bias;
  }

  /** Rounds a kernel; a channel's scale is larger if its bias would not fit into 32 bits. */
  private RoundedWeights rounded(OnnxOperation.Convolution conv, float[] kernel, float inputScale) {
    float[] bias = bias(conv);
    double[] least = new double[bias.length];
    for (int o = 0; o < least.length; o++) {
      least[o] = Math.abs(bias[o]) / (double) inputScale / (Integer.MAX_VALUE / 2);
    }
    return conv.isDepthwise()
        ? RoundedWeights.ofDepthwise(kernel, least)
        : RoundedWeights.of(kernel, conv.side() * conv.side(), least);
  }

  /**
   * The bias, corrected by the effect of the weights' rounding on the mean of each channel (Nagel
   * et al. 2019, section 4.2).
   */
  private float[] corrected(
      OnnxOperation.Convolution conv, float[] kernel, RoundedWeights rounded) {
    float[] bias = bias(conv);
    double[] mean = ranges.mean(conv.input());
    float[] in = equalization.of(conv.input());
    int row = kernel.length / bias.length;
    int window = conv.side() * conv.side();
    for (int o = 0; o < conv.channels(); o++) {
      double shift = 0;
      int values = conv.isDepthwise() ? window : conv.in() * window;
      for (int i = 0; i < values; i++) {
        int channel = conv.isDepthwise() ? o : i / window;
        shift += rounded.error(kernel, o * row + i) * mean[channel] / in[channel];
      }
      bias[o] -= (float) shift;
    }
    return bias;
  }

  private String kernel(OnnxOperation.Convolution conv, RoundedWeights rounded) {
    String name = conv.kernelName();
    float[] scales = rounded.scales();
    graph.int8Initializer(name + "_quantized", shape(conv), rounded::integers);
    graph.initializer(name + "_scale", List.of(scales.length), scales::clone);
    graph.int8Initializer(name + "_zero", List.of(scales.length), () -> new byte[scales.length]);
    graph.node(
        "DequantizeLinear",
        name,
        List.of(name + "_quantized", name + "_scale", name + "_zero"),
        Map.of(),
        Map.of("axis", 0L));
    return name;
  }

  private String bias(
      OnnxOperation.Convolution conv, float inputScale, float[] weightScales, float[] bias) {
    String name = conv.biasName();
    float[] scales = new float[weightScales.length];
    for (int o = 0; o < scales.length; o++) {
      scales[o] = inputScale * weightScales[o];
    }
    graph.int32Initializer(
        name + "_quantized",
        List.of(scales.length),
        () -> {
          int[] integers = new int[bias.length];
          for (int o = 0; o < integers.length; o++) {
            integers[o] = (int) Math.round((double) bias[o] / scales[o]);
          }
          return integers;
        });
    graph.initializer(name + "_scale", List.of(scales.length), scales::clone);
    graph.node(
        "DequantizeLinear",
        name,
        List.of(name + "_quantized", name + "_scale"),
        Map.of(),
        Map.of("axis", 0L));
    return name;
  }
}
