package dev.weft.xception.onnx;

import dev.weft.xception.network.InputSize;
import dev.weft.xception.network.Xception;
import dev.weft.xception.weights.Weights;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * Writes the serving graph: ONNX opset 13, batch norms folded into the convolutions before them.
 *
 * <p>Input {@value #INPUT} {@code [n, 3, height, width]}, outputs {@value #LOGITS} {@code [n,
 * classes]} and {@value #FEATURES} {@code [n, 2048]}, all float32, {@code n} free. A runtime skips
 * nothing for features: they are on the way to the logits.
 *
 * <p>Only protobuf classes are used: ND4J's natives are not loaded.
 */
public final class OnnxExport {
  public static final String INPUT = "images";
  public static final String LOGITS = "logits";
  public static final String FEATURES = "features";

  /** The output of a prefix. */
  public static final String ACTIVATIONS = "activations";

  /** What follows a value's name in the name of an output that has its least of each channel. */
  static final String LEAST = "_least";

  /** The same of its most. */
  static final String MOST = "_most";

  /** The same of its mean. */
  static final String MEAN = "_mean";

  private OnnxExport() {}

  /** The float32 graph for images of 299x299. */
  public static void write(Weights weights, Path file) throws IOException {
    write(weights, InputSize.XCEPTION, Precision.FLOAT32, file);
  }

  /**
   * Writes a graph of 4 bytes a parameter (2 in float16), one tensor in memory at a time; an older
   * file is replaced.
   *
   * @throws IllegalArgumentException if the weights have no head
   */
  public static void write(Weights weights, InputSize size, Precision precision, Path file)
      throws IOException {
    if (weights.classes().isEmpty()) {
      throw new IllegalArgumentException(
          "These weights have no head: give them one for your classes first");
    }
    write(new XceptionGraph(weights, size, precision).build(), file);
  }

  /**
   * Writes the first blocks alone, in float32: input {@value #INPUT}, output {@value #ACTIVATIONS}
   * {@code [n, channels, h, w]}, what the block after them gets.
   *
   * @param blocks how many, at least 1
   */
  public static void writePrefix(Weights weights, InputSize size, int blocks, Path file)
      throws IOException {
    if (blocks < 1 || blocks > Xception.blocks().size()) {
      throw new IllegalArgumentException("There are no first " + blocks + " blocks");
    }
    write(new XceptionGraph(weights, size, Precision.FLOAT32).buildPrefix(blocks), file);
  }

  /**
   * Writes the serving graph in integers: activations of 8 bits without a sign, weights of 8 bits
   * with one, a quarter of the bytes. The first convolution and the head stay in float32, and so do
   * input and outputs, which are those of {@link #write}. In ONNX's own form: {@code
   * QuantizeLinear} and {@code DequantizeLinear} around operators in floating point, which a
   * runtime replaces by what its processor is quick at.
   *
   * @param ranges of the network's activations; see {@link #writeRanges}
   * @throws IllegalArgumentException if the weights have no head, or the ranges are of another
   *     network
   */
  public static void writeQuantized(
      Weights weights, InputSize size, ActivationRanges ranges, Path file) throws IOException {
    write(new QuantizedGraph(weights, size, ranges).build(), file);
  }

  /**
   * Writes a graph whose outputs are the least and the most of each operation in each channel, for
   * {@link ActivationRanges}. A head is left aside.
   */
  public static void writeRanges(Weights weights, InputSize size, Path file) throws IOException {
    write(new XceptionGraph(weights, size, Precision.FLOAT32).buildRanges(), file);
  }

  private static void write(OnnxGraph graph, Path file) throws IOException {
    try (OutputStream out = new BufferedOutputStream(Files.newOutputStream(file), 1 << 16)) {
      graph.writeTo(out);
    }
  }
}
