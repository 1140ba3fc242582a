package dev.weft.demo;

import dev.weft.console.store.VersionCopy;
import dev.weft.modelstore.ModelStore;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/**
 * A version that passes every check and is wrong about everything: another one with its labels in
 * the wrong order, as a mistake in a label file makes it.
 */
final class SpoiledVersion {
  /** What its origin says that made it. */
  static final String KIND = "demo";

  private final VersionCopy copy;

  SpoiledVersion(ModelStore models) {
    this.copy = new VersionCopy(models);
  }

  /**
   * Publishes it.
   *
   * @param of the version that is spoiled
   * @param work folder that is thrown away afterwards
   * @return its number
   */
  int publish(String model, int of, Path work) {
    String why = "labels of " + model + ":" + of + " in the wrong order";
    return copy.publish(model, of, SpoiledVersion::shifted, KIND, why, work);
  }

  /** Each label where its neighbour belongs. */
  static List<String> shifted(List<String> classes) {
    List<String> shifted = new ArrayList<>(classes);
    Collections.rotate(shifted, 1);
    return shifted;
  }
}
