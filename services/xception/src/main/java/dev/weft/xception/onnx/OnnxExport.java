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

  private static void write(OnnxGraph graph, Path file) throws IOException {
    try (OutputStream out = new BufferedOutputStream(Files.newOutputStream(file), 1 << 16)) {
      graph.writeTo(out);
    }
  }
}
