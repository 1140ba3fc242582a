package dev.weft.testsupport.models;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * A network that says which of red, green and blue an image has most of: the mean of each channel,
 * and a dense layer. It has the inputs and outputs of a real one ({@code images}, {@code logits},
 * {@code features}), and may be made wrong, slow or brittle.
 */
public final class ColourNetwork {
  /** Its classes, in the order of its logits. */
  public static final List<String> CLASSES = List.of("red", "green", "blue");

  /** Height and width of its input, in pixels. */
  public static final int SIZE = 71;

  private static final int CHANNELS = 3;
  private static final int KERNEL = 7;
  private static final float GAIN = 20;

  /** Its square is infinite in float32. */
  private static final float LARGE = 1e30f;

  private final int shift;
  private final int filters;
  private final Float limit;

  private ColourNetwork(int shift, int filters, Float limit) {
    this.shift = shift;
    this.filters = filters;
    this.limit = limit;
  }

  /** Right about every image with a colour. */
  public static ColourNetwork right() {
    return new ColourNetwork(0, 0, null);
  }

  /** Takes red for green, green for blue and blue for red. */
  public ColourNetwork permuted() {
    return new ColourNetwork(1, filters, limit);
  }

  /**
   * The same answers, later.
   *
   * @param filters of a convolution that changes nothing; 100 are about 40 million multiplications
   *     an image
   */
  public ColourNetwork slowedBy(int filters) {
    return new ColourNetwork(shift, filters, limit);
  }

  /**
   * Gives no numbers for images that have more of a channel than this.
   *
   * @param limit mean of a channel, -1..1
   */
  public ColourNetwork failingAbove(double limit) {
    return new ColourNetwork(shift, filters, (float) limit);
  }

  /** What it answers to the golden input. */
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

  /** As an ONNX file. */
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

  /** Adds nothing, unless what is added is infinite: nothing of that is no number. */
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
