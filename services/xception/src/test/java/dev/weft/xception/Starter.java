package dev.weft.xception;

import dev.weft.modelstore.GoldenCase;
import dev.weft.modelstore.ModelFiles;
import dev.weft.startermodel.StarterModel;
import dev.weft.xception.onnx.OnnxExport;
import dev.weft.xception.weights.KerasWeights;
import dev.weft.xception.weights.SafeTensors;
import dev.weft.xception.weights.Weights;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** The starter model, read and exported once for all tests of the JVM, below {@code target/}. */
public final class Starter {
  private static Weights weights;
  private static ModelFiles files;

  private Starter() {}

  public static synchronized Weights weights() {
    if (weights == null) {
      weights = KerasWeights.read(StarterModel.copyWeightsTo(directory()));
    }
    return weights;
  }

  public static synchronized ModelFiles files() {
    if (files == null) {
      try {
        Path onnx = directory().resolve("model.onnx");
        OnnxExport.write(weights(), onnx);
        Path tensors = directory().resolve("weights.safetensors");
        SafeTensors.write(weights(), tensors);
        files = new ModelFiles(onnx, tensors, 10, 299, 299);
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }
    return files;
  }

  public static GoldenCase golden() {
    return new GoldenCase(StarterModel.goldenLogits());
  }

  private static Path directory() {
    try {
      return Files.createDirectories(Path.of("target", "starter"));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
