package dev.weft.rollout.drift;

import dev.weft.events.ModelName;
import dev.weft.events.ModelRef;
import dev.weft.events.rollout.RolloutPolicy;
import dev.weft.modelstore.reference.Reference;
import java.util.Objects;

/**
 * A version that serves.
 *
 * @param model the version
 * @param policy when its images have drifted, and what then
 * @param reference what it said of its test images, and what their features were like
 */
public record DriftTarget(ModelRef model, RolloutPolicy.Drift policy, Reference reference) {
  public DriftTarget {
    ModelName.require(model.name());
    Objects.requireNonNull(policy, "policy");
    Objects.requireNonNull(reference, "reference");
  }
}
