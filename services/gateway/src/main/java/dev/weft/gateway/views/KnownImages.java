package dev.weft.gateway.views;

import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * What views know of some images.
 *
 * @param seen those of which an upload or an answer was seen
 * @param labeled those that have a label, or had one that someone took back
 * @param erased those that were erased
 */
public record KnownImages(Set<String> seen, Set<String> labeled, Set<String> erased) {

  public KnownImages {
    seen = Set.copyOf(seen);
    labeled = Set.copyOf(labeled);
    // A replica of a release before does not say.
    erased = erased == null ? Set.of() : Set.copyOf(erased);
  }

  /** All of these together. */
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
