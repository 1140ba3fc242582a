package dev.weft.testsupport.models;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * A network that classifies an image as red, green or blue: the mean of each channel, and a dense
 * layer. It has the inputs and outputs of a real one ({@code images}, {@code logits}, {@code
 * features}), and can be made wrong, slow or fragile.
 */
public final class ColourNetwork {
  /** Its classes, in the order of its logits. */
  public static final List<String> CLASSES = List.of("red", "green", "blue");

  /** Height and width of its input, in pixels. */
  public static final int SIZE = 71;

  private static final int CHANNELS = 3;
  private static final int KERNEL = 7;
  private static final float GAIN = 20;

  /** A value whose square overflows float32. */
  private static final float LARGE = 1e30f;

  private final int shift;
  private final int filters;
  private final Float limit;

  private ColourNetwork(int shift, int filters, Float limit) {
    this.shift = shift;
    this.filters = filters;
    this.limit = limit;
  }

  /** Returns a network that classifies every coloured image correctly. */
  public static ColourNetwork right() {
    return new ColourNetwork(0, 0, null);
  }

  /** Returns a network that confuses red with green, green with blue and blue with red. */
  public ColourNetwork permuted() {
    return new ColourNetwork(1, filters, limit);
  }

  /**
   * Returns a slower network with the same answers.
   *
   * @param filters the filters of a convolution without effect; 100 are about 40 million
   *     multiplications per image
   */
  public ColourNetwork slowedBy(int filters) {
    return new ColourNetwork(shift, filters, limit);
  }

  /**
   * Returns a network whose output is NaN for images with a brighter channel.
   *
   * @param limit the limit of a channel's mean, -1..1
   */
  public ColourNetwork failingAbove(double limit) {
    return new ColourNetwork(shift, filters, (float) limit);
  }

  /** Returns its logits for the golden input. */
  public float[] golden() {
    double[] means = new double[CHANNELS];
    for (int c = 0; c < CHANNELS; c++) {
      for (int i = 0; i < SIZE; i++) {
        for (int j = 0; j < SIZE; j++) {
          means[c] += Math.sin(0.02 * i * (c + 1) + 0.03 * j) / (SIZE * SIZE);
        }
      }
    }
    float[] logits = new float[CHANNELS];
    for (int c = 0; c < CHANNELS; c++) {
      logits[(c + shift) % CHANNELS] = (float) (GAIN * means[c]);
    }
    return logits;
  }

  /** Returns the network as an ONNX file. */
  public byte[] onnx() {
    Protobuf graph = new Protobuf();
    nodes().forEach(node -> graph.message(1, node));
    graph.text(2, "colours");
    initializers().forEach(tensor -> graph.message(5, tensor));
    graph.message(11, OnnxMessage.value("images", List.of(CHANNELS, SIZE, SIZE)));
    graph.message(12, OnnxMessage.value("logits", List.of(CHANNELS)));
    graph.message(12, OnnxMessage.value("features", List.of(CHANNELS)));
    return OnnxMessage.model(graph).toBytes();
  }

  private List<Protobuf> nodes() {
    List<Protobuf> nodes = new ArrayList<>();
    nodes.add(OnnxMessage.node("GlobalAveragePool", "pool", "images"));
    nodes.add(OnnxMessage.node("Flatten", "features", "pool"));
    nodes.add(OnnxMessage.node("Gemm", "colours", "features", "kernel", "bias"));
    String last = "colours";
    if (limit != null) {
      nodes.add(OnnxMessage.node("Gemm", "excess", "features", "large", "floor"));
      nodes.add(OnnxMessage.node("Relu", "over", "excess"));
      nodes.add(OnnxMessage.node("Gemm", "burst", "over", "large", "bias"));
      last = plusNothingOf(nodes, "burst", "none", last);
    }
    if (filters > 0) {
      nodes.add(
          OnnxMessage.node("Conv", "work", "images", "filters")
              .message(5, OnnxMessage.ints("pads", 3, 3, 3, 3)));
      nodes.add(OnnxMessage.node("GlobalAveragePool", "worked", "work"));
      nodes.add(OnnxMessage.node("Flatten", "flat", "worked"));
      last = plusNothingOf(nodes, "flat", "none_of_filters", last);
    }
    nodes.add(OnnxMessage.node("Identity", "logits", last));
    return nodes;
  }

  /** Adds zero, unless the value is infinite: infinity times zero is NaN. */
  private static String plusNothingOf(List<Protobuf> nodes, String what, String zeros, String to) {
    nodes.add(OnnxMessage.node("Gemm", what + "_nothing", what, zeros, "bias"));
    nodes.add(OnnxMessage.node("Add", to + "_" + what, to, what + "_nothing"));
    return to + "_" + what;
  }

  private List<Protobuf> initializers() {
    float[] kernel = new float[CHANNELS * CHANNELS];
    float[] large = new float[CHANNELS * CHANNELS];
    for (int c = 0; c < CHANNELS; c++) {
      kernel[c * CHANNELS + (c + shift) % CHANNELS] = GAIN;
      large[c * CHANNELS + c] = LARGE;
    }
    long[] square = {CHANNELS, CHANNELS};
    List<Protobuf> tensors = new ArrayList<>();
    tensors.add(OnnxMessage.tensor("kernel", square, kernel));
    tensors.add(OnnxMessage.tensor("bias", new long[] {CHANNELS}, 0, 0, 0));
    if (limit != null) {
      float floor = -limit * LARGE;
      tensors.add(OnnxMessage.tensor("large", square, large));
      tensors.add(OnnxMessage.tensor("floor", new long[] {CHANNELS}, floor, floor, floor));
      tensors.add(OnnxMessage.tensor("none", square, new float[CHANNELS * CHANNELS]));
    }
    if (filters > 0) {
      float[] weights = new float[filters * CHANNELS * KERNEL * KERNEL];
      Arrays.fill(weights, 0.01f);
      long[] windows = {filters, CHANNELS, KERNEL, KERNEL};
      tensors.add(OnnxMessage.tensor("filters", windows, weights));
      tensors.add(
          OnnxMessage.tensor(
              "none_of_filters", new long[] {filters, CHANNELS}, new float[filters * CHANNELS]));
    }
    return tensors;
  }
}
