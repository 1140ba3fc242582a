package dev.weft.rollout.measure;

import dev.weft.events.ModelRef;
import dev.weft.events.model.ServingRole;
import java.util.Objects;

/**
 * The unit of counting within a partition: a version in a role during a window.
 *
 * @param model the version
 * @param role of the version for the images
 * @param window start of the window, in milliseconds
 */
record PartitionWindow(ModelRef model, ServingRole role, long window) {

  private static final int PARTS = 4;

  PartitionWindow {
    Objects.requireNonNull(model, "model");
    Objects.requireNonNull(role, "role");
  }

  /** Identifies the cell within its window. */
  String row() {
    return role + "/" + model.version() + "/" + model.name();
  }

  String key() {
    return window + "/" + row();
  }

  /** Parses a {@link #key}; a model's name may contain any character, so it comes last. */
  static PartitionWindow ofKey(String key) {
    String[] parts = key.split("/", PARTS);
    return new PartitionWindow(
        new ModelRef(parts[3], Integer.parseInt(parts[2])),
        ServingRole.valueOf(parts[1]),
        Long.parseLong(parts[0]));
  }
}
