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
 * classes]} and {@value #FEATURES} {@code [n, 2048]}, all float32, {@code n} free. Features are
 * intermediate values on the way to the logits and cost nothing extra.
 *
 * <p>Only protobuf classes are used: ND4J's native library is not loaded.
 */
public final class OnnxExport {
  public static final String INPUT = "images";
  public static final String LOGITS = "logits";
  public static final String FEATURES = "features";

  /** The output of a prefix. */
  public static final String ACTIVATIONS = "activations";

  /** Suffix of a value's name for the output with the minimum of each channel. */
  static final String LEAST = "_least";

  /** Suffix for the maximum. */
  static final String MOST = "_most";

  /** Suffix for the mean. */
  static final String MEAN = "_mean";

  private OnnxExport() {}

  /** Writes the float32 graph for images of 299x299. */
  public static void write(Weights weights, Path file) throws IOException {
    write(weights, InputSize.XCEPTION, Precision.FLOAT32, file);
  }

  /**
   * Writes a graph of 4 bytes per parameter (2 in float16), with one tensor in memory at a time; an
   * older file is replaced.
   *
   * @throws IllegalArgumentException if the weights have no head
   */
  public static void write(Weights weights, InputSize size, Precision precision, Path file)
      throws IOException {
    if (weights.classes().isEmpty()) {
      throw new IllegalArgumentException(
          "the weights have no head: add one for your classes first");
    }
    write(new XceptionGraph(weights, size, precision).build(), file);
  }

  /**
   * Writes only the first blocks, in float32: input {@value #INPUT}, output {@value #ACTIVATIONS}
   * {@code [n, channels, h, w]}, which is the input of the next block.
   *
   * @param blocks number of blocks, at least 1
   */
  public static void writePrefix(Weights weights, InputSize size, int blocks, Path file)
      throws IOException {
    if (blocks < 1 || blocks > Xception.blocks().size()) {
      throw new IllegalArgumentException("the network does not have " + blocks + " blocks");
    }
    write(new XceptionGraph(weights, size, Precision.FLOAT32).buildPrefix(blocks), file);
  }

  /**
   * Writes the serving graph in integers: unsigned 8-bit activations and signed 8-bit weights, at a
   * quarter of the size. The first convolution, the sums of blocks and the head stay in float32, as
   * do input and outputs, which are those of {@link #write}. Uses ONNX's QDQ format: {@code
   * QuantizeLinear} and {@code DequantizeLinear} around floating-point operators, which a runtime
   * replaces by fast integer kernels.
   *
   * @param ranges the ranges of the network's activations; see {@link #writeRanges}
   * @throws IllegalArgumentException if the weights have no head, or the ranges belong to another
   *     network
   */
  public static void writeQuantized(
      Weights weights, InputSize size, ActivationRanges ranges, Path file) throws IOException {
    write(new QuantizedGraph(weights, size, ranges).build(), file);
  }

  /**
   * Writes a graph whose outputs are the ranges of each operation by channel, for {@link
   * ActivationRanges}. A head is ignored.
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
