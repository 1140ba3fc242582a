package dev.weft.modelstore;

import java.nio.file.Path;
import java.util.Objects;
import java.util.Optional;

/**
 * A model version on disk, checked against its checksums already.
 *
 * @param onnx the serving graph, batch norms folded, dynamic batch
 * @param weights the trainable weights ({@code weights.safetensors})
 * @param classes number of logits
 * @param height of the input in pixels
 * @param width of the input in pixels
 * @param quantized the same graph in 8-bit integers; empty if the version has none
 */
public record ModelFiles(
    Path onnx, Path weights, int classes, int height, int width, Optional<Quantized> quantized) {
  public ModelFiles {
    Objects.requireNonNull(onnx, "onnx");
    Objects.requireNonNull(weights, "weights");
    Objects.requireNonNull(quantized, "quantized");
  }

  /**
   * A graph in 8-bit integers.
   *
   * @param onnx the file
   * @param golden what it must answer
   */
  public record Quantized(Path onnx, GoldenCase golden) {}

  /** In float32 alone. */
  public ModelFiles(Path onnx, Path weights, int classes, int height, int width) {
    this(onnx, weights, classes, height, width, Optional.empty());
  }

  /** The same for readers that need float32, such as a cache of features. */
  public ModelFiles inFloat32() {
    return new ModelFiles(onnx, weights, classes, height, width);
  }

  /** The same with a graph in 8-bit integers. */
  public ModelFiles with(Quantized graph) {
    return new ModelFiles(onnx, weights, classes, height, width, Optional.of(graph));
  }
}
