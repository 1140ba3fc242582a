package dev.weft.trainer.run.step;

import dev.weft.imaging.Preprocessing;
import dev.weft.modelstore.GoldenCase;
import dev.weft.modelstore.ModelFiles;
import dev.weft.modelstore.ModelManifest;
import dev.weft.trainer.features.Bases;
import dev.weft.xception.engine.load.Engines;
import dev.weft.xception.network.InputSize;
import dev.weft.xception.onnx.OnnxExport;
import dev.weft.xception.onnx.Precision;
import dev.weft.xception.weights.SafeTensors;
import dev.weft.xception.weights.Weights;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;

/**
 * What may become a version: weights, the files that serve and train on, and the known answer.
 *
 * @param weights the whole network
 * @param baseId tells its base from others
 * @param files written from the weights
 * @param golden what ONNX Runtime says in float32
 */
public record CandidateVersion(
    Weights weights, String baseId, ModelFiles files, GoldenCase golden) {

  /**
   * Writes the files, 170 MB.
   *
   * @throws dev.weft.xception.engine.EngineException if the network gives no finite answer
   */
  public static CandidateVersion write(
      Weights weights, Preprocessing preprocessing, Path directory) {
    Path onnx = directory.resolve(ModelManifest.ONNX);
    Path tensors = directory.resolve(ModelManifest.WEIGHTS);
    int height = preprocessing.height();
    int width = preprocessing.width();
    try {
      OnnxExport.write(weights, new InputSize(height, width), Precision.FLOAT32, onnx);
      SafeTensors.write(weights, tensors);
    } catch (IOException e) {
      throw new UncheckedIOException("cannot write the model's files to " + directory, e);
    }
    int classes = weights.classes().orElseThrow();
    var files = new ModelFiles(onnx, tensors, classes, height, width);
    return new CandidateVersion(weights, Bases.id(weights), files, Engines.golden(files));
  }
}
