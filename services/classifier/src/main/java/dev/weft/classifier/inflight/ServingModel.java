package dev.weft.classifier.inflight;

import dev.weft.events.ModelRef;
import dev.weft.imaging.Preprocessing;
import dev.weft.modelstore.reference.FeatureBinning;
import dev.weft.modelstore.reference.FeatureProjection;
import dev.weft.xception.engine.Engine;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

/**
 * A model version that has passed its golden check on this machine.
 *
 * @param ref name and version, as in predictions
 * @param classes in the order of the logits
 * @param preprocessing from images to its tensors
 * @param engine runs it; closed by the owner, never here
 * @param maxBatch the largest batch that the engine was loaded for
 * @param binning assigns pooled features, which the engine then returns, to the bins of its
 *     reference; empty without a reference
 * @param uncertainty decides which of its answers are uncertain
 * @param projection makes sketches of pooled features; empty if none are made
 */
public record ServingModel(
    ModelRef ref,
    List<String> classes,
    Preprocessing preprocessing,
    Engine engine,
    int maxBatch,
    Optional<FeatureBinning> binning,
    AnswerUncertainty uncertainty,
    Optional<FeatureProjection> projection) {
  public ServingModel {
    Objects.requireNonNull(ref, "ref");
    classes = List.copyOf(classes);
    Objects.requireNonNull(preprocessing, "preprocessing");
    Objects.requireNonNull(engine, "engine");
    Objects.requireNonNull(binning, "binning");
    Objects.requireNonNull(uncertainty, "uncertainty");
    Objects.requireNonNull(projection, "projection");
    if (classes.isEmpty() || maxBatch < 1) {
      throw new IllegalArgumentException(
          ref
              + " needs at least one class and a batch size of at least 1, but has "
              + classes
              + ", "
              + maxBatch);
    }
  }

  /**
   * Whether its answers need pooled features in addition to logits; sketches alone do not request
   * them.
   */
  public boolean needsFeatures() {
    return binning.isPresent() || uncertainty.hasScore();
  }

  /** Size of one image's tensor, in bytes. */
  public int tensorBytes() {
    return preprocessing.tensorLength() * Float.BYTES;
  }
}
