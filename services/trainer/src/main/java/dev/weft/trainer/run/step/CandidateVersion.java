package dev.weft.trainer.run.step;

import dev.weft.features.Bases;
import dev.weft.imaging.Preprocessing;
import dev.weft.modelstore.GoldenCase;
import dev.weft.modelstore.ModelFiles;
import dev.weft.modelstore.ModelManifest;
import dev.weft.xception.engine.load.SizedGraph;
import dev.weft.xception.network.InputSize;
import dev.weft.xception.weights.SafeTensors;
import dev.weft.xception.weights.Weights;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;

/**
 * A version that may be published: weights, files for serving and training, and golden case.
 *
 * @param weights the whole network
 * @param baseId identity of its base
 * @param files written from the weights
 * @param golden ONNX Runtime's float32 answer for the golden input
 */
public record CandidateVersion(
    Weights weights, String baseId, ModelFiles files, GoldenCase golden) {

  /**
   * Writes the files, 170 MB.
   *
   * @throws dev.weft.xception.engine.EngineException if the network's output is not finite
   */
  public static CandidateVersion write(
      Weights weights, Preprocessing preprocessing, Path directory) {
    Path onnx = directory.resolve(ModelManifest.ONNX);
    Path tensors = directory.resolve(ModelManifest.WEIGHTS);
    try {
      SafeTensors.write(weights, tensors);
    } catch (IOException e) {
      throw new UncheckedIOException("cannot write the model's files to " + directory, e);
    }
    InputSize size = new InputSize(preprocessing.height(), preprocessing.width());
    SizedGraph graph = SizedGraph.write(weights, tensors, size, onnx);
    return new CandidateVersion(weights, Bases.id(weights), graph.files(), graph.golden());
  }
}
