package dev.weft.xception.onnx;

import java.util.List;
import java.util.Map;
import java.util.function.Supplier;

/**
 * An operation of the network in inference, with batch norms folded into the preceding
 * convolutions. Its name is that of its output, {@code [n, channels, h, w]}.
 */
sealed interface OnnxOperation {

  String name();

  /** Names of the operations, or of the network's input, that it reads. */
  List<String> inputs();

  /** Channels of its output. */
  int channels();

  /**
   * A convolution.
   *
   * @param kernelName name of its weights
   * @param in channels of its input
   * @param channels the channels of its output
   * @param isDepthwise whether each channel is convolved separately
   * @param side the side of the kernel in pixels
   * @param window {@code kernel_shape}, {@code strides} and {@code pads}
   * @param kernel {@code [channels][in, or 1 if depthwise][side][side]}, computed on demand
   * @param bias {@code [channels]}; null if there is none
   */
  record Convolution(
      String name,
      String input,
      String kernelName,
      int in,
      int channels,
      boolean isDepthwise,
      int side,
      Map<String, List<Long>> window,
      Supplier<float[]> kernel,
      Supplier<float[]> bias)
      implements OnnxOperation {

    @Override
    public List<String> inputs() {
      return List.of(input);
    }

    String biasName() {
      return name + "_bias";
    }

    List<Integer> kernelShape() {
      return List.of(channels, isDepthwise ? 1 : in, side, side);
    }

    int groups() {
      return isDepthwise ? channels : 1;
    }
  }

  /** {@code max(x, 0)}. */
  record Relu(String name, String input, int channels) implements OnnxOperation {
    @Override
    public List<String> inputs() {
      return List.of(input);
    }
  }

  /** The largest of a window. */
  record MaxPool(String name, String input, int channels, Map<String, List<Long>> window)
      implements OnnxOperation {
    @Override
    public List<String> inputs() {
      return List.of(input);
    }
  }

  /** The sum of a block's path and its shortcut. */
  record Add(String name, String left, String right, int channels) implements OnnxOperation {
    @Override
    public List<String> inputs() {
      return List.of(left, right);
    }
  }
}
