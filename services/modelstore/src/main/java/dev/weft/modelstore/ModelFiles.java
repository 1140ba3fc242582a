package dev.weft.modelstore;

import java.nio.file.Path;
import java.util.Objects;

/**
 * A model version on disk, checked against its checksums already.
 *
 * @param onnx the serving graph, batch norms folded, dynamic batch
 * @param weights the trainable weights ({@code weights.safetensors})
 * @param classes number of logits
 * @param height of the input in pixels
 * @param width of the input in pixels
 */
public record ModelFiles(Path onnx, Path weights, int classes, int height, int width) {
  public ModelFiles {
    Objects.requireNonNull(onnx, "onnx");
    Objects.requireNonNull(weights, "weights");
  }
}
