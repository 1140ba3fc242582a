package dev.weft.rollout.measure;

import dev.weft.events.ModelRef;
import dev.weft.events.model.Role;
import java.util.Objects;

/**
 * What is counted together in a partition.
 *
 * @param model the version
 * @param role what it was for the images
 * @param window its begin, in milliseconds
 */
record PartitionWindow(ModelRef model, Role role, long window) {

  private static final int PARTS = 4;

  PartitionWindow {
    Objects.requireNonNull(model, "model");
    Objects.requireNonNull(role, "role");
  }

  /** The cell's place among those of its window. */
  String row() {
    return role + "/" + model.version() + "/" + model.name();
  }

  String key() {
    return window + "/" + row();
  }

  /** What {@link #key} gave; a model's name may hold anything, so it comes last. */
  static PartitionWindow ofKey(String key) {
    String[] parts = key.split("/", PARTS);
    return new PartitionWindow(
        new ModelRef(parts[3], Integer.parseInt(parts[2])),
        Role.valueOf(parts[1]),
        Long.parseLong(parts[0]));
  }
}
