package dev.weft.trainer.dataset;

import java.util.Objects;
import java.util.Set;

/**
 * Which classes a data set has: those that the parent knows and those that are labeled, but for
 * what was dropped by request. A class that the parent knows is never too small, since the parent's
 * row of the head is there for it; a new one is, below a minimum, since a slip of the pen in a
 * label is a class, too.
 *
 * @param minImages usable images that a new class needs; at least 1
 * @param known that the parent knows, without those that were dropped
 * @param dropped that the new version is not to know
 */
public record ClassRules(int minImages, Set<String> known, Set<String> dropped) {
  public ClassRules {
    Objects.requireNonNull(known, "known");
    Objects.requireNonNull(dropped, "dropped");
    if (minImages < 1) {
      throw new IllegalArgumentException("a class needs at least 1 image, not " + minImages);
    }
    known = Set.copyOf(known);
    dropped = Set.copyOf(dropped);
    for (String name : known) {
      if (dropped.contains(name)) {
        throw new IllegalArgumentException(name + " cannot be both kept and dropped");
      }
    }
  }

  /** Where nothing was known before. */
  public static ClassRules of(int minImages) {
    return new ClassRules(minImages, Set.of(), Set.of());
  }

  /** Whether so many images are enough for a class. */
  boolean isEnough(String label, long images) {
    return known.contains(label) || images >= minImages;
  }
}
