package dev.weft.gateway.views;

import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * What views know of some images.
 *
 * @param seen images with an upload or an answer
 * @param labeled images that have, or had, a label
 * @param erased images that were erased
 */
public record KnownImages(Set<String> seen, Set<String> labeled, Set<String> erased) {

  public KnownImages {
    seen = Set.copyOf(seen);
    labeled = Set.copyOf(labeled);
    // Replicas of an earlier release do not send it.
    erased = erased == null ? Set.of() : Set.copyOf(erased);
  }

  /** The union of several replicas' results. */
  public static KnownImages union(List<KnownImages> parts) {
    Set<String> seen = new HashSet<>();
    Set<String> labeled = new HashSet<>();
    Set<String> erased = new HashSet<>();
    parts.forEach(
        part -> {
          seen.addAll(part.seen());
          labeled.addAll(part.labeled());
          erased.addAll(part.erased());
        });
    return new KnownImages(seen, labeled, erased);
  }
}
