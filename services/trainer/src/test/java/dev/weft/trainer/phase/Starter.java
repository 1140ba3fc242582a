package dev.weft.trainer.phase;

import dev.weft.startermodel.StarterModel;
import dev.weft.xception.weights.KerasWeights;
import dev.weft.xception.weights.Weights;
import java.io.IOException;
import java.nio.file.Path;

/** The starter model's weights. */
public final class Starter {
  private Starter() {}

  public static Weights weights(Path dir) throws IOException {
    return KerasWeights.read(StarterModel.copyWeightsTo(dir));
  }
}
