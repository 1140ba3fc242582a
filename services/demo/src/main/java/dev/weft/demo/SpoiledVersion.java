package dev.weft.demo;

import dev.weft.console.store.VersionCopy;
import dev.weft.modelstore.ModelStore;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/**
 * A version that passes every check, but whose predictions are all wrong: a copy of another one
 * with permuted labels, like after a mistake in a label file.
 */
final class SpoiledVersion {
  /** The kind of its origin. */
  static final String KIND = "demo";

  private final VersionCopy copy;

  SpoiledVersion(ModelStore models) {
    this.copy = new VersionCopy(models);
  }

  /**
   * Publishes a spoiled copy.
   *
   * @param of the version to copy
   * @param work temporary folder
   * @return its number
   */
  int publish(String model, int of, Path work) {
    String why = "labels of " + model + ":" + of + " in the wrong order";
    return copy.publish(model, of, SpoiledVersion::shifted, KIND, why, work);
  }

  /** Shifts each label by one position. */
  static List<String> shifted(List<String> classes) {
    List<String> shifted = new ArrayList<>(classes);
    Collections.rotate(shifted, 1);
    return shifted;
  }
}
