package dev.weft.modelstore;

import java.nio.file.Path;
import java.util.Objects;
import java.util.Optional;

/**
 * Files of a model version on disk, already verified against their checksums.
 *
 * @param onnx the serving graph, batch norms folded, dynamic batch
 * @param weights the trainable weights ({@code weights.safetensors})
 * @param classes number of logits
 * @param height the height of the input in pixels
 * @param width the width of the input in pixels
 * @param quantized the 8-bit graph; empty if the version has none
 */
public record ModelFiles(
    Path onnx, Path weights, int classes, int height, int width, Optional<Quantized> quantized) {
  public ModelFiles {
    Objects.requireNonNull(onnx, "onnx");
    Objects.requireNonNull(weights, "weights");
    Objects.requireNonNull(quantized, "quantized");
  }

  /**
   * An 8-bit graph.
   *
   * @param onnx the file
   * @param golden its golden case
   */
  public record Quantized(Path onnx, GoldenCase golden) {}

  /** Files without an 8-bit graph. */
  public ModelFiles(Path onnx, Path weights, int classes, int height, int width) {
    this(onnx, weights, classes, height, width, Optional.empty());
  }

  /**
   * Returns the files without the 8-bit graph, for components that need float32, such as a cache of
   * features.
   */
  public ModelFiles inFloat32() {
    return new ModelFiles(onnx, weights, classes, height, width);
  }

  /** Returns the files with an 8-bit graph. */
  public ModelFiles with(Quantized graph) {
    return new ModelFiles(onnx, weights, classes, height, width, Optional.of(graph));
  }
}
