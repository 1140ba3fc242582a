package dev.weft.rollout.app;

import dev.weft.events.ModelRef;
import dev.weft.modelstore.ModelStore;
import dev.weft.modelstore.reference.Reference;
import dev.weft.rollout.drift.DriftTarget;
import dev.weft.rollout.state.ModelState;
import dev.weft.rollout.state.Served;
import jakarta.inject.Singleton;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The serving versions of this replica's models whose manifests have a drift reference. */
@Singleton
class WatchedVersions {
  private final ModelStore models;
  private final RolloutStatus status;
  private final Map<ModelRef, Optional<Reference>> references = new HashMap<>();

  WatchedVersions(ModelStore models, RolloutStatus status) {
    this.models = models;
    this.status = status;
  }

  /**
   * All watched versions.
   *
   * @throws dev.weft.objectstore.StoreUnavailableException if a manifest cannot be read
   */
  synchronized List<DriftTarget> all() {
    List<DriftTarget> watched = new ArrayList<>();
    for (ModelState state : status.states()) {
      if (state instanceof Served served) {
        var serving = new ModelRef(served.model(), served.servingState().serving());
        references
            .computeIfAbsent(serving, this::reference)
            .map(
                reference ->
                    new DriftTarget(serving, served.servingState().policy().drift(), reference))
            .ifPresent(watched::add);
      }
    }
    references.keySet().retainAll(serving());
    return watched;
  }

  private Optional<Reference> reference(ModelRef version) {
    return models
        .manifest(version.name(), version.version())
        .flatMap(manifest -> Optional.ofNullable(manifest.reference()));
  }

  private List<ModelRef> serving() {
    return status.states().stream()
        .filter(Served.class::isInstance)
        .map(Served.class::cast)
        .map(served -> new ModelRef(served.model(), served.servingState().serving()))
        .toList();
  }
}
