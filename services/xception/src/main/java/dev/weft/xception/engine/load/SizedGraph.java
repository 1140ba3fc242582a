package dev.weft.xception.engine.load;

import dev.weft.modelstore.GoldenCase;
import dev.weft.modelstore.ModelFiles;
import dev.weft.xception.network.InputSize;
import dev.weft.xception.onnx.OnnxExport;
import dev.weft.xception.onnx.Precision;
import dev.weft.xception.weights.Weights;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;

/**
 * A network's float32 graph for one input size. Xception is convolutional up to the global pooling,
 * so that the same weights work with any size.
 *
 * @param files the graph and the weights that it was written from
 * @param golden ONNX Runtime's float32 answer for the golden input of this size
 */
public record SizedGraph(ModelFiles files, GoldenCase golden) {

  /**
   * Writes the graph, 84 MB; an older file is replaced.
   *
   * @param tensors the file of the weights
   * @param onnx the file of the graph
   * @throws dev.weft.xception.engine.EngineException if the network's output is not finite
   */
  public static SizedGraph write(Weights weights, Path tensors, InputSize size, Path onnx) {
    try {
      OnnxExport.write(weights, size, Precision.FLOAT32, onnx);
    } catch (IOException e) {
      throw new UncheckedIOException("cannot write " + onnx, e);
    }
    int classes = weights.classes().orElseThrow();
    var files = new ModelFiles(onnx, tensors, classes, size.height(), size.width());
    return new SizedGraph(files, Engines.golden(files));
  }
}
