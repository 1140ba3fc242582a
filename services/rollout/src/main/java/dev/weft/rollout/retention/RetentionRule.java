package dev.weft.rollout.retention;

import dev.weft.rollout.state.Served;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;

/**
 * Keeps the newest versions, as many as the model's policy demands, those younger than a minimum
 * age, those that the state needs, and the roots of all of these.
 *
 * @param keepAtLeast minimum age at which a version may be removed
 */
public record RetentionRule(Duration keepAtLeast) {
  public RetentionRule {
    Objects.requireNonNull(keepAtLeast, "keepAtLeast");
  }

  /** The removable versions, the oldest first. */
  public List<Integer> removable(Served state, Collection<StoredVersion> stored, Instant now) {
    int keep = state.servingState().policy().keepVersions();
    if (keep == 0) {
      return List.of();
    }
    Set<Integer> kept =
        stored.stream()
            .map(StoredVersion::version)
            .sorted(Comparator.reverseOrder())
            .limit(keep)
            .collect(Collectors.toCollection(TreeSet::new));
    kept.addAll(state.needed());
    Instant young = now.minus(keepAtLeast);
    stored.stream()
        .filter(version -> version.publishedAt().isAfter(young))
        .forEach(version -> kept.add(version.version()));
    Set<Integer> roots =
        stored.stream()
            .filter(version -> kept.contains(version.version()))
            .map(StoredVersion::root)
            .collect(Collectors.toSet());
    return stored.stream()
        .map(StoredVersion::version)
        .filter(version -> !kept.contains(version) && !roots.contains(version))
        .sorted()
        .toList();
  }
}
