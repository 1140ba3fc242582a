package dev.weft.xception.onnx;

import dev.weft.xception.network.InputSize;
import dev.weft.xception.network.Layer.Dense;
import dev.weft.xception.network.Layer.GlobalAveragePool;
import dev.weft.xception.network.Xception;
import dev.weft.xception.weights.Weights;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Builds the floating-point graph: an ONNX node for each operation. */
final class XceptionGraph {
  private final Weights weights;
  private final InputSize size;
  private final Precision precision;
  private final OnnxGraph graph;

  XceptionGraph(Weights weights, InputSize size, Precision precision) {
    this.weights = weights;
    this.size = size;
    this.precision = precision;
    this.graph = new OnnxGraph("xception", precision);
  }

  OnnxGraph build() {
    FoldedNetwork network = operations(Xception.blocks().size());
    head(graph, weights, precision, network.end().name());
    return graph;
  }

  /** The first blocks only; their end is the output. */
  OnnxGraph buildPrefix(int blocks) {
    FoldedNetwork.Value end = operations(blocks).end();
    graph.node("Identity", OnnxExport.ACTIVATIONS, List.of(end.name()), Map.of());
    graph.output(OnnxExport.ACTIVATIONS, end.channels(), end.height(), end.width());
    return graph;
  }

  /** The blocks without a head; of each value that is quantized its range in each channel. */
  OnnxGraph buildRanges() {
    for (OnnxOperation operation : operations(Xception.blocks().size()).operations()) {
      range("ReduceMin", operation, OnnxExport.LEAST);
      range("ReduceMax", operation, OnnxExport.MOST);
      range("ReduceMean", operation, OnnxExport.MEAN);
    }
    return graph;
  }

  private void range(String reduction, OnnxOperation operation, String suffix) {
    String output = operation.name() + suffix;
    graph.node(
        reduction,
        output,
        List.of(operation.name()),
        Map.of("axes", List.of(2L, 3L)),
        Map.of("keepdims", 0L));
    graph.output(output, operation.channels());
  }

  private FoldedNetwork operations(int blocks) {
    FoldedNetwork network = new FoldedNetwork(weights, size, Xception.blocks().subList(0, blocks));
    graph.input(OnnxExport.INPUT, 3, size.height(), size.width());
    String input =
        precision == Precision.FLOAT32
            ? OnnxExport.INPUT
            : graph.cast("images_half", OnnxExport.INPUT, precision);
    for (OnnxOperation operation : network.operations()) {
      add(operation, input);
    }
    return network;
  }

  private void add(OnnxOperation operation, String images) {
    List<String> inputs =
        operation.inputs().stream()
            .map(input -> input.equals(OnnxExport.INPUT) ? images : input)
            .toList();
    if (operation instanceof OnnxOperation.Convolution conv) {
      graph.initializer(conv.kernelName(), conv.kernelShape(), conv.kernel());
      List<String> all = new ArrayList<>(inputs);
      all.add(conv.kernelName());
      if (conv.bias() != null) {
        graph.initializer(conv.biasName(), List.of(conv.channels()), conv.bias());
        all.add(conv.biasName());
      }
      graph.node("Conv", conv.name(), all, conv.window(), conv.groups());
    } else if (operation instanceof OnnxOperation.MaxPool pool) {
      graph.node("MaxPool", pool.name(), inputs, pool.window());
    } else {
      graph.node(
          operation instanceof OnnxOperation.Relu ? "Relu" : "Add",
          operation.name(),
          inputs,
          Map.of());
    }
  }

  /**
   * Adds pool, features and logits, which are always float32: they are a thousandth of the work.
   *
   * @param precision the precision of {@code end}
   * @param end output of the last block
   */
  static void head(OnnxGraph graph, Weights weights, Precision precision, String end) {
    GlobalAveragePool pool = Xception.pool();
    graph.node("GlobalAveragePool", pool.name(), List.of(end), Map.of());
    head(
        graph,
        weights,
        precision == Precision.FLOAT32
            ? pool.name()
            : graph.cast(pool.name() + "_float", pool.name(), Precision.FLOAT32));
  }

  /** Adds features and logits of pooled values, in float32. */
  static void head(OnnxGraph graph, Weights weights, String pooled) {
    graph.node("Flatten", OnnxExport.FEATURES, List.of(pooled), Map.of());
    Dense dense = Xception.head(weights.classes().orElseThrow());
    graph.floatInitializer(dense.name() + "_kernel", weights.get(dense.name() + "/kernel"));
    graph.floatInitializer(dense.name() + "_bias", weights.get(dense.name() + "/bias"));
    graph.node(
        "Gemm",
        OnnxExport.LOGITS,
        List.of(OnnxExport.FEATURES, dense.name() + "_kernel", dense.name() + "_bias"),
        Map.of());
    graph.output(OnnxExport.LOGITS, dense.out());
    graph.output(OnnxExport.FEATURES, dense.in());
  }
}
