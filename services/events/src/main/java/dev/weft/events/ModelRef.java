package dev.weft.events;

import java.util.Objects;

/**
 * A model version.
 *
 * @param name the model's name
 * @param version counts from 1
 */
public record ModelRef(String name, int version) {
  public ModelRef {
    Objects.requireNonNull(name, "name");
    if (version < 1) {
      throw new IllegalArgumentException("version counts from 1, but is " + version);
    }
  }

  @Override
  public String toString() {
    return name + ":" + version;
  }
}
