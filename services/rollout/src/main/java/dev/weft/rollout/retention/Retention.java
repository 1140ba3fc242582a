package dev.weft.rollout.retention;

import dev.weft.events.ModelRef;
import dev.weft.modelstore.ModelManifest;
import dev.weft.modelstore.ModelStore;
import dev.weft.rollout.state.Served;
import java.time.Instant;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;

/**
 * Removes bundles that nothing needs. Not thread-safe; methods throw what {@link ModelStore}'s do.
 */
public final class Retention {
  private final ModelStore models;
  private final RetentionRule rule;
  private final Map<ModelRef, StoredVersion> known = new HashMap<>();

  public Retention(ModelStore models, RetentionRule rule) {
    this.models = models;
    this.rule = rule;
  }

  /** Finishes removals that were interrupted; nobody can tell what is left of such a version. */
  public void finish(String model) {
    models.halfRemoved(model).forEach(version -> models.remove(model, version));
  }

  /** The oldest version of a model that may go; empty if none may. */
  public OptionalInt oldestRemovable(Served state, Instant now) {
    List<StoredVersion> stored =
        models.versions(state.model()).stream()
            .flatMap(version -> stored(new ModelRef(state.model(), version)).stream())
            .toList();
    return rule.removable(state, stored, now).stream().mapToInt(Integer::intValue).findFirst();
  }

  /** Removes it; an interrupted removal is to be finished. */
  public void remove(ModelRef version) {
    models.remove(version.name(), version.version());
    known.remove(version);
  }

  /** What a version's manifest says, which never changes; empty if it went meanwhile. */
  private Optional<StoredVersion> stored(ModelRef version) {
    StoredVersion before = known.get(version);
    if (before != null) {
      return Optional.of(before);
    }
    Optional<StoredVersion> found =
        models
            .manifest(version.name(), version.version())
            .map(m -> new StoredVersion(m.version(), m.publishedAt(), root(m)));
    found.ifPresent(told -> known.put(version, told));
    return found;
  }

  /** The end of the line of parents, those that were removed included. */
  private int root(ModelManifest manifest) {
    Set<Integer> seen = new HashSet<>();
    Optional<ModelManifest> at = Optional.of(manifest);
    int root = manifest.version();
    while (at.isPresent() && seen.add(at.get().version())) {
      root = at.get().version();
      OptionalInt parent = at.get().parentVersion();
      at =
          parent.isPresent()
              ? models.lineage(manifest.name(), parent.getAsInt())
              : Optional.empty();
    }
    return root;
  }
}
