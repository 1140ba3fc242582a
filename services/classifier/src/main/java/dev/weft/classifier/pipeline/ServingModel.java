package dev.weft.classifier.pipeline;

import dev.weft.events.ModelRef;
import dev.weft.imaging.Preprocessing;
import dev.weft.xception.engine.Engine;
import java.util.List;
import java.util.Objects;

/**
 * A model version that has passed its golden check on this machine.
 *
 * @param ref name and version, as predictions carry them
 * @param classes in the order of the logits
 * @param preprocessing how images become its tensors
 * @param engine runs it; closed by who loaded it, never here
 * @param maxBatch the largest batch that the engine was loaded for
 */
public record ServingModel(
    ModelRef ref, List<String> classes, Preprocessing preprocessing, Engine engine, int maxBatch) {
  public ServingModel {
    Objects.requireNonNull(ref, "ref");
    classes = List.copyOf(classes);
    Objects.requireNonNull(preprocessing, "preprocessing");
    Objects.requireNonNull(engine, "engine");
    if (classes.isEmpty() || maxBatch < 1) {
      throw new IllegalArgumentException(
          ref + " needs a class and a batch of at least 1, but has " + classes + ", " + maxBatch);
    }
  }

  /** Bytes of one image's tensor. */
  int tensorBytes() {
    return preprocessing.tensorLength() * Float.BYTES;
  }
}
