package dev.weft.xception.onnx;

import dev.weft.xception.network.InputSize;
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
    OnnxGraph graph = new XceptionGraph(weights, size, precision).build();
    try (OutputStream out = new BufferedOutputStream(Files.newOutputStream(file), 1 << 16)) {
      graph.writeTo(out);
    }
  }
}
