package dev.weft.trainer.dataset;

import java.util.Objects;
import java.util.Set;

/**
 * Decides the classes of a data set: those of the parent and those of the labels, except those that
 * the request drops. A class of the parent is never too small, since the parent's row of the head
 * can be kept for it. A new class needs a minimum of images, since every misspelled label would be
 * a class too.
 *
 * @param minImages usable images that a new class needs; at least 1
 * @param known the parent's classes, without the dropped ones
 * @param dropped classes to drop from the new version
 */
public record ClassRules(int minImages, Set<String> known, Set<String> dropped) {
  public ClassRules {
    Objects.requireNonNull(known, "known");
    Objects.requireNonNull(dropped, "dropped");
    if (minImages < 1) {
      throw new IllegalArgumentException(
          "the minimum number of images per class must be at least 1, but is " + minImages);
    }
    known = Set.copyOf(known);
    dropped = Set.copyOf(dropped);
    for (String name : known) {
      if (dropped.contains(name)) {
        throw new IllegalArgumentException(name + " cannot be both kept and dropped");
      }
    }
  }

  /** Rules for a training without a parent. */
  public static ClassRules of(int minImages) {
    return new ClassRules(minImages, Set.of(), Set.of());
  }

  /** Whether a class has enough images. */
  boolean isEnough(String label, long images) {
    return known.contains(label) || images >= minImages;
  }
}
