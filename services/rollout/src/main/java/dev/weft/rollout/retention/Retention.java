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
 * Removes bundles that are no longer needed. Methods throw the exceptions of {@link ModelStore}.
 * Not thread-safe.
 */
public final class Retention {
  private final ModelStore models;
  private final RetentionRule rule;
  private final Map<ModelRef, StoredVersion> known = new HashMap<>();

  public Retention(ModelStore models, RetentionRule rule) {
    this.models = models;
    this.rule = rule;
  }

  /** Completes interrupted removals, after which part of a version may be missing. */
  public void finish(String model) {
    models.halfRemoved(model).forEach(version -> models.remove(model, version));
  }

  /** The oldest removable version of a model; empty if none is. */
  public OptionalInt oldestRemovable(Served state, Instant now) {
    List<StoredVersion> stored =
        models.versions(state.model()).stream()
            .flatMap(version -> stored(new ModelRef(state.model(), version)).stream())
            .toList();
    return rule.removable(state, stored, now).stream().mapToInt(Integer::intValue).findFirst();
  }

  /** Removes a version; if this is interrupted, {@link #finish} completes it. */
  public void remove(ModelRef version) {
    models.remove(version.name(), version.version());
    known.remove(version);
  }

  /**
   * Data from a version's manifest, which never changes; empty if the version was removed
   * meanwhile.
   */
  private Optional<StoredVersion> stored(ModelRef version) {
    StoredVersion before = known.get(version);
    if (before != null) {
      return Optional.of(before);
    }
    Optional<StoredVersion> found =
        models
            .manifest(version.name(), version.version())
            .map(m -> new StoredVersion(m.version(), m.publishedAt(), root(m)));
    found.ifPresent(entry -> known.put(version, entry));
    return found;
  }

  /** The root of the chain of parents, including parents that were removed. */
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
