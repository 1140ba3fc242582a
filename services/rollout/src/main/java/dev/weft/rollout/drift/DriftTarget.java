package dev.weft.rollout.drift;

import dev.weft.events.ModelName;
import dev.weft.events.ModelRef;
import dev.weft.events.rollout.RolloutPolicy;
import dev.weft.modelstore.reference.Reference;
import java.util.Objects;

/**
 * A serving version whose drift is watched.
 *
 * @param model the version
 * @param policy threshold of the drift, and whether it requests a training
 * @param reference predictions and features of the version's test images
 */
public record DriftTarget(ModelRef model, RolloutPolicy.Drift policy, Reference reference) {
  public DriftTarget {
    ModelName.require(model.name());
    Objects.requireNonNull(policy, "policy");
    Objects.requireNonNull(reference, "reference");
  }
}
