package dev.weft.evaluation;

import java.util.Objects;

/**
 * A tag that images were sliced by.
 *
 * @param key its name
 * @param value its value; null for all values of the key that too few images have, or that there
 *     was no room for
 */
public record Tag(String key, String value) {
  public Tag {
    Objects.requireNonNull(key, "key");
  }

  /** Whether it stands for several values. */
  public boolean isOther() {
    return value == null;
  }
}
