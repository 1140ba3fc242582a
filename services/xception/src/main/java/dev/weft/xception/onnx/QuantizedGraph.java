package dev.weft.xception.onnx;

import dev.weft.xception.network.InputSize;
import dev.weft.xception.network.Xception;
import dev.weft.xception.weights.Weights;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import java.util.stream.IntStream;

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

  /**
   * 7 bits: without VNNI, a processor adds two 8-bit products in 16 bits with saturation. With 7
   * bits, a version gives the same results on every processor.
   */
  private static final int MOST_OF_WEIGHT = 63;

  /**
   * The scale of a row is searched down to this percentage of the one given by its largest weight.
   */
  private static final int LEAST_PERCENT = 52;

  private static final int PERCENT_STEP = 4;

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

  private void convolution(OnnxOperation.Convolution conv) {
    boolean isFirst = conv.input().equals(OnnxExport.INPUT);
    List<String> inputs = new ArrayList<>();
    if (isFirst) {
      inputs.add(OnnxExport.INPUT);
      graph.initializer(conv.kernelName(), shape(conv), () -> equalized(conv));
      graph.initializer(conv.biasName(), List.of(padded(conv.channels())), () -> bias(conv));
      inputs.add(conv.kernelName());
      inputs.add(conv.biasName());
    } else {
      Quantized in = quantized.get(conv.input());
      inputs.add(dequantized(in, conv.name()));
      float[] scales = weightScales(conv, in.scale());
      inputs.add(kernel(conv, scales));
      inputs.add(bias(conv, in.scale(), scales));
    }
    graph.node(
        "Conv",
        conv.name(),
        inputs,
        conv.window(),
        conv.isDepthwise() ? padded(conv.channels()) : 1);
    List<OnnxOperation> readers = Equalization.readers(network.operations(), conv.name());
    if (readers.size() == 1 && readers.get(0) instanceof OnnxOperation.Relu relu) {
      graph.node("Relu", relu.name(), List.of(conv.name()), Map.of());
      quantize(relu.name());
    } else {
      quantize(conv.name());
    }
  }

  /**
   * The stream of blocks stays unchanged. For a ReLU the sum is computed a second time, since the
   * ReLU is then only the lower bound of its integers.
   */
  private void sum(OnnxOperation.Add add) {
    for (OnnxOperation reader : Equalization.readers(network.operations(), add.name())) {
      if (reader instanceof OnnxOperation.Relu relu) {
        String sum = add.name() + "_for_" + relu.name();
        graph.node("Add", sum, terms(add, sum), Map.of());
        graph.node("Relu", relu.name(), List.of(sum), Map.of());
        quantize(relu.name());
      }
    }
    graph.node("Add", add.name(), terms(add, add.name()), Map.of());
    quantize(add.name());
  }

  private List<String> terms(OnnxOperation.Add add, String reader) {
    return List.of(
        dequantized(quantized.get(add.left()), reader + "_left"),
        dequantized(quantized.get(add.right()), reader + "_right"));
  }

  /** A pool's integers are a subset of its input's, so that no rescaling is needed. */
  private void pool(OnnxOperation.MaxPool pool) {
    Quantized in = quantized.get(pool.input());
    graph.node("MaxPool", pool.name(), List.of(dequantized(in, pool.name())), pool.window());
    quantize(pool.name(), in.parameters(), in.scale());
  }

  private void quantize(String name) {
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
    quantize(name, name, scale);
  }

  private void quantize(String name, String parameters, float scale) {
    String integers = name + "_quantized";
    graph.node(
        "QuantizeLinear",
        integers,
        List.of(name, parameters + "_scale", parameters + "_zero"),
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

  /**
   * The bias, corrected by the effect of the weights' rounding on the mean of each channel (Nagel
   * et al. 2019, section 4.2).
   */
  private float[] corrected(OnnxOperation.Convolution conv, float[] scales) {
    float[] bias = bias(conv);
    float[] kernel = equalized(conv);
    double[] mean = ranges.mean(conv.input());
    float[] in = equalization.of(conv.input());
    int row = kernel.length / bias.length;
    int window = conv.side() * conv.side();
    for (int o = 0; o < conv.channels(); o++) {
      double shift = 0;
      int values = conv.isDepthwise() ? window : conv.in() * window;
      for (int i = 0; i < values; i++) {
        int channel = conv.isDepthwise() ? o : i / window;
        float weight = kernel[o * row + i];
        shift +=
            (integer(weight / scales[o]) * (double) scales[o] - weight)
                * mean[channel]
                / in[channel];
      }
      bias[o] -= (float) shift;
    }
    return bias;
  }

  /** The scale of each output channel; larger if the bias would not fit into 32 bits. */
  private float[] weightScales(OnnxOperation.Convolution conv, float inputScale) {
    float[] kernel = equalized(conv);
    float[] bias = bias(conv);
    int row = kernel.length / bias.length;
    float[] scales = new float[bias.length];
    // Channels are independent, so that the result does not depend on the number of cores.
    IntStream.range(0, scales.length)
        .parallel()
        .forEach(o -> scales[o] = weightScale(kernel, o * row, row, bias[o], inputScale));
    return scales;
  }

  private static float weightScale(
      float[] kernel, int from, int row, float bias, float inputScale) {
    float most = 0;
    for (int i = from; i < from + row; i++) {
      most = Math.max(most, Math.abs(kernel[i]));
    }
    double least = Math.abs(bias) / (double) inputScale / (Integer.MAX_VALUE / 2);
    float scale = (float) Math.max(leastError(kernel, from, row, most / MOST_OF_WEIGHT), least);
    return scale < Float.MIN_NORMAL ? 1 : scale;
  }

  /**
   * Returns the scale with the smallest total error of a row's weights; its largest weight may be
   * clipped in favour of the others.
   */
  private static double leastError(float[] kernel, int from, int row, double largest) {
    double best = largest;
    double bestError = Double.POSITIVE_INFINITY;
    for (int percent = 100; percent >= LEAST_PERCENT; percent -= PERCENT_STEP) {
      double scale = largest * percent / 100;
      double error = 0;
      for (int i = from; i < from + row && scale > 0; i++) {
        double off = kernel[i] - integer(kernel[i] / scale) * scale;
        error += off * off;
      }
      if (error < bestError) {
        bestError = error;
        best = scale;
      }
    }
    return best;
  }

  private static byte integer(double weight) {
    return (byte) Math.max(-MOST_OF_WEIGHT, Math.min(MOST_OF_WEIGHT, Math.rint(weight)));
  }

  private String kernel(OnnxOperation.Convolution conv, float[] scales) {
    String name = conv.kernelName();
    graph.int8Initializer(name + "_quantized", shape(conv), integers(conv, scales));
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

  private Supplier<byte[]> integers(OnnxOperation.Convolution conv, float[] scales) {
    return () -> {
      float[] kernel = equalized(conv);
      byte[] integers = new byte[kernel.length];
      int row = kernel.length / scales.length;
      for (int i = 0; i < kernel.length; i++) {
        integers[i] = integer(kernel[i] / scales[i / row]);
      }
      return integers;
    };
  }

  private String bias(OnnxOperation.Convolution conv, float inputScale, float[] weightScales) {
    String name = conv.biasName();
    float[] scales = new float[weightScales.length];
    for (int o = 0; o < scales.length; o++) {
      scales[o] = inputScale * weightScales[o];
    }
    graph.int32Initializer(
        name + "_quantized",
        List.of(scales.length),
        () -> {
          float[] bias = corrected(conv, weightScales);
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
