package dev.weft.xception.onnx;

import dev.weft.xception.network.Block;
import dev.weft.xception.network.InputSize;
import dev.weft.xception.network.Layer;
import dev.weft.xception.network.Layer.BatchNorm;
import dev.weft.xception.network.Layer.Conv;
import dev.weft.xception.network.Layer.Dense;
import dev.weft.xception.network.Layer.GlobalAveragePool;
import dev.weft.xception.network.Layer.MaxPool;
import dev.weft.xception.network.Layer.Relu;
import dev.weft.xception.network.Layer.SeparableConv;
import dev.weft.xception.network.Padding;
import dev.weft.xception.network.Shortcut;
import dev.weft.xception.network.Xception;
import dev.weft.xception.weights.Tensor;
import dev.weft.xception.weights.Weights;
import java.util.List;
import java.util.Map;

/** Walks the network's description and adds an ONNX node for each of its layers. */
final class XceptionGraph {
  private final Weights weights;
  private final InputSize size;
  private final Precision precision;
  private final OnnxGraph graph;

  /** An intermediate value and its size, which decides where an odd pixel of padding goes. */
  private record Value(String name, int height, int width) {
    Value named(String newName) {
      return new Value(newName, height, width);
    }
  }

  XceptionGraph(Weights weights, InputSize size, Precision precision) {
    this.weights = weights;
    this.size = size;
    this.precision = precision;
    this.graph = new OnnxGraph("xception", precision);
  }

  OnnxGraph build() {
    head(blocks(Xception.blocks()));
    return graph;
  }

  /** The first blocks only; their end is the output. */
  OnnxGraph buildPrefix(int blocks) {
    Value end = blocks(Xception.blocks().subList(0, blocks));
    Block last = Xception.blocks().get(blocks - 1);
    graph.node("Identity", OnnxExport.ACTIVATIONS, List.of(end.name()), Map.of());
    graph.output(OnnxExport.ACTIVATIONS, channels(last), end.height(), end.width());
    return graph;
  }

  private static int channels(Block block) {
    return block.layers().stream()
        .filter(BatchNorm.class::isInstance)
        .map(BatchNorm.class::cast)
        .reduce((first, second) -> second)
        .orElseThrow()
        .channels();
  }

  private Value blocks(List<Block> blocks) {
    graph.input(OnnxExport.INPUT, 3, size.height(), size.width());
    String input =
        precision == Precision.FLOAT32
            ? OnnxExport.INPUT
            : graph.cast("images_half", OnnxExport.INPUT, precision);
    Value value = new Value(input, size.height(), size.width());
    for (Block block : blocks) {
      value = block(block, value);
    }
    return value;
  }

  private Value block(Block block, Value input) {
    Value end = path(block.layers(), input);
    String sum = block.name() + "_add";
    if (block.shortcut() instanceof Shortcut.Projection projection) {
      Value shortcut = path(List.of(projection.conv(), projection.norm()), input);
      graph.node("Add", sum, List.of(end.name(), shortcut.name()), Map.of());
      return end.named(sum);
    }
    if (block.shortcut() instanceof Shortcut.Identity) {
      graph.node("Add", sum, List.of(end.name(), input.name()), Map.of());
      return end.named(sum);
    }
    return end;
  }

  private Value path(List<Layer> layers, Value input) {
    Value value = input;
    for (int i = 0; i < layers.size(); i++) {
      Layer layer = layers.get(i);
      if (layer instanceof Conv conv) {
        value = conv(conv, normAt(layers, ++i), value);
      } else if (layer instanceof SeparableConv conv) {
        value = separable(conv, normAt(layers, ++i), value);
      } else if (layer instanceof Relu) {
        graph.node("Relu", layer.name(), List.of(value.name()), Map.of());
        value = value.named(layer.name());
      } else if (layer instanceof MaxPool) {
        value = maxPool(layer.name(), value);
      } else {
        throw new IllegalStateException("A block cannot hold " + layer);
      }
    }
    return value;
  }

  private static BatchNorm normAt(List<Layer> layers, int index) {
    if (index < layers.size() && layers.get(index) instanceof BatchNorm norm) {
      return norm;
    }
    throw new IllegalStateException("No batch norm follows " + layers.get(index - 1));
  }

  private Value conv(Conv conv, BatchNorm norm, Value in) {
    foldedConv(conv.name(), "kernel", norm, in, window(conv, in));
    return new Value(
        conv.name(),
        conv.padding().outputSize(in.height(), conv.kernel(), conv.stride()),
        conv.padding().outputSize(in.width(), conv.kernel(), conv.stride()));
  }

  private static Map<String, List<Long>> window(Conv conv, Value in) {
    return window(conv.padding(), conv.kernel(), conv.stride(), in);
  }

  private static Map<String, List<Long>> window(Padding padding, int kernel, int stride, Value in) {
    return Map.of(
        "kernel_shape", List.of((long) kernel, (long) kernel),
        "strides", List.of((long) stride, (long) stride),
        "pads",
            List.of(
                (long) padding.before(in.height(), kernel, stride),
                (long) padding.before(in.width(), kernel, stride),
                (long) padding.after(in.height(), kernel, stride),
                (long) padding.after(in.width(), kernel, stride)));
  }

  private Value separable(SeparableConv conv, BatchNorm norm, Value in) {
    Tensor depthwise = weights.get(conv.name() + "/depthwise_kernel");
    String kernel = conv.name() + "_depthwise_kernel";
    graph.initializer(
        kernel,
        List.of(conv.in(), 1, SeparableConv.KERNEL, SeparableConv.KERNEL),
        () -> Folding.depthwise(depthwise));
    String between = conv.name() + "_depthwise";
    graph.node(
        "Conv",
        between,
        List.of(in.name(), kernel),
        window(Padding.SAME, SeparableConv.KERNEL, 1, in),
        conv.in());
    foldedConv(
        conv.name(), "pointwise_kernel", norm, in.named(between), window(Padding.SAME, 1, 1, in));
    return in.named(conv.name());
  }

  private void foldedConv(
      String layer, String weight, BatchNorm norm, Value in, Map<String, List<Long>> window) {
    Tensor kernel = weights.get(layer + "/" + weight);
    List<Integer> shape = kernel.shape();
    String kernelName = layer + "_" + weight;
    String biasName = layer + "_bias";
    graph.initializer(
        kernelName,
        List.of(shape.get(3), shape.get(2), shape.get(0), shape.get(1)),
        () -> Folding.kernel(weights, kernel, norm));
    graph.initializer(biasName, List.of(shape.get(3)), () -> Folding.bias(weights, norm));
    graph.node("Conv", layer, List.of(in.name(), kernelName, biasName), window, 1);
  }

  private Value maxPool(String name, Value in) {
    graph.node(
        "MaxPool",
        name,
        List.of(in.name()),
        window(Padding.SAME, MaxPool.KERNEL, MaxPool.STRIDE, in));
    return new Value(
        name,
        Padding.SAME.outputSize(in.height(), MaxPool.KERNEL, MaxPool.STRIDE),
        Padding.SAME.outputSize(in.width(), MaxPool.KERNEL, MaxPool.STRIDE));
  }

  /** Features and logits are float32 in any case: the head is a thousandth of the work. */
  private void head(Value value) {
    GlobalAveragePool pool = Xception.pool();
    graph.node("GlobalAveragePool", pool.name(), List.of(value.name()), Map.of());
    String pooled =
        precision == Precision.FLOAT32
            ? pool.name()
            : graph.cast(pool.name() + "_float", pool.name(), Precision.FLOAT32);
    graph.node("Flatten", OnnxExport.FEATURES, List.of(pooled), Map.of());
    Dense dense = Xception.head(weights.classes().orElseThrow());
    Tensor kernel = weights.get(dense.name() + "/kernel");
    Tensor bias = weights.get(dense.name() + "/bias");
    graph.floatInitializer(dense.name() + "_kernel", kernel);
    graph.floatInitializer(dense.name() + "_bias", bias);
    graph.node(
        "Gemm",
        OnnxExport.LOGITS,
        List.of(OnnxExport.FEATURES, dense.name() + "_kernel", dense.name() + "_bias"),
        Map.of());
    graph.output(OnnxExport.LOGITS, dense.out());
    graph.output(OnnxExport.FEATURES, dense.in());
  }
}
