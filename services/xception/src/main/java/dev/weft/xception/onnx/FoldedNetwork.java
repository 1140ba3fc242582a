package dev.weft.xception.onnx;

import dev.weft.xception.network.Block;
import dev.weft.xception.network.InputSize;
import dev.weft.xception.network.Layer;
import dev.weft.xception.network.Layer.BatchNorm;
import dev.weft.xception.network.Layer.Conv;
import dev.weft.xception.network.Layer.SeparableConv;
import dev.weft.xception.network.Padding;
import dev.weft.xception.network.Shortcut;
import dev.weft.xception.weights.Tensor;
import dev.weft.xception.weights.Weights;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Converts blocks of the network's description to the operations of inference. */
final class FoldedNetwork {
  private final Weights weights;
  private final List<OnnxOperation> operations = new ArrayList<>();
  private final Value end;

  /** An intermediate value with its size, which determines the position of odd padding. */
  record Value(String name, int channels, int height, int width) {}

  /**
   * @param blocks the first blocks, at least one
   */
  FoldedNetwork(Weights weights, InputSize size, List<Block> blocks) {
    this.weights = weights;
    Value value = new Value(OnnxExport.INPUT, 3, size.height(), size.width());
    for (Block block : blocks) {
      value = block(block, value);
    }
    this.end = value;
  }

  /** Returns the operations, each after those that it reads. */
  List<OnnxOperation> operations() {
    return List.copyOf(operations);
  }

  /** Returns the output of the last block. */
  Value end() {
    return end;
  }

  boolean isSum(String name) {
    return operations.stream()
        .anyMatch(
            operation -> operation instanceof OnnxOperation.Add && operation.name().equals(name));
  }

  private Value add(OnnxOperation operation, int height, int width) {
    operations.add(operation);
    return new Value(operation.name(), operation.channels(), height, width);
  }

  private Value block(Block block, Value input) {
    Value path = path(block.layers(), input);
    if (block.shortcut() instanceof Shortcut.Projection projection) {
      return sum(block, path, path(List.of(projection.conv(), projection.norm()), input));
    }
    return block.shortcut() instanceof Shortcut.Identity ? sum(block, path, input) : path;
  }

  private Value sum(Block block, Value path, Value shortcut) {
    return add(
        new OnnxOperation.Add(block.name() + "_add", path.name(), shortcut.name(), path.channels()),
        path.height(),
        path.width());
  }

  private Value path(List<Layer> layers, Value input) {
    Value value = input;
    for (int i = 0; i < layers.size(); i++) {
      Layer layer = layers.get(i);
      if (layer instanceof Conv conv) {
        value = conv(conv, normAt(layers, ++i), value);
      } else if (layer instanceof SeparableConv conv) {
        value = separable(conv, normAt(layers, ++i), value);
      } else if (layer instanceof Layer.Relu) {
        value =
            add(
                new OnnxOperation.Relu(layer.name(), value.name(), value.channels()),
                value.height(),
                value.width());
      } else if (layer instanceof Layer.MaxPool) {
        value = maxPool(layer.name(), value);
      } else {
        throw new IllegalStateException("a block cannot contain " + layer);
      }
    }
    return value;
  }

  private static BatchNorm normAt(List<Layer> layers, int index) {
    if (index < layers.size() && layers.get(index) instanceof BatchNorm norm) {
      return norm;
    }
    throw new IllegalStateException("no batch norm follows " + layers.get(index - 1));
  }

  private Value conv(Conv conv, BatchNorm norm, Value in) {
    Padding padding = conv.padding();
    return add(
        folded(
            conv.name(),
            "kernel",
            norm,
            in,
            conv.kernel(),
            window(padding, conv.kernel(), conv.stride(), in)),
        padding.outputSize(in.height(), conv.kernel(), conv.stride()),
        padding.outputSize(in.width(), conv.kernel(), conv.stride()));
  }

  private Value separable(SeparableConv conv, BatchNorm norm, Value in) {
    Tensor kernel = weights.get(conv.name() + "/depthwise_kernel");
    String name = conv.name() + "_depthwise";
    Value between =
        add(
            new OnnxOperation.Convolution(
                name,
                in.name(),
                name + "_kernel",
                conv.in(),
                conv.in(),
                true,
                SeparableConv.KERNEL,
                window(Padding.SAME, SeparableConv.KERNEL, 1, in),
                () -> Folding.depthwise(kernel),
                null),
            in.height(),
            in.width());
    return add(
        folded(conv.name(), "pointwise_kernel", norm, between, 1, window(Padding.SAME, 1, 1, in)),
        in.height(),
        in.width());
  }

  private OnnxOperation.Convolution folded(
      String layer,
      String weight,
      BatchNorm norm,
      Value in,
      int side,
      Map<String, List<Long>> window) {
    Tensor kernel = weights.get(layer + "/" + weight);
    return new OnnxOperation.Convolution(
        layer,
        in.name(),
        layer + "_" + weight,
        in.channels(),
        norm.channels(),
        false,
        side,
        window,
        () -> Folding.kernel(weights, kernel, norm),
        () -> Folding.bias(weights, norm));
  }

  private Value maxPool(String name, Value in) {
    int kernel = Layer.MaxPool.KERNEL;
    int stride = Layer.MaxPool.STRIDE;
    return add(
        new OnnxOperation.MaxPool(
            name, in.name(), in.channels(), window(Padding.SAME, kernel, stride, in)),
        Padding.SAME.outputSize(in.height(), kernel, stride),
        Padding.SAME.outputSize(in.width(), kernel, stride));
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
}
