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
 * @param ref name and version, as predictions carry them
 * @param classes in the order of the logits
 * @param preprocessing how images become its tensors
 * @param engine runs it; closed by who loaded it, never here
 * @param maxBatch the largest batch that the engine was loaded for
 * @param binning says where its reference's bins put pooled features, which the engine then gives;
 *     empty if there are none to put
 * @param uncertainty when its answers are uncertain
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
          ref + " needs a class and a batch of at least 1, but has " + classes + ", " + maxBatch);
    }
  }

  /** A version whose features nobody compares. */
  public ServingModel(
      ModelRef ref,
      List<String> classes,
      Preprocessing preprocessing,
      Engine engine,
      int maxBatch,
      Optional<FeatureBinning> binning,
      AnswerUncertainty uncertainty) {
    this(ref, classes, preprocessing, engine, maxBatch, binning, uncertainty, Optional.empty());
  }

  /** Whether its answers need pooled features beside logits; sketches alone do not. */
  public boolean needsFeatures() {
    return binning.isPresent() || uncertainty.hasScore();
  }

  /** Bytes of one image's tensor. */
  public int tensorBytes() {
    return preprocessing.tensorLength() * Float.BYTES;
  }
}
