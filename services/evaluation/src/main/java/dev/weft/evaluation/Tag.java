package dev.weft.evaluation;

import java.util.Objects;

/**
 * A tag by which images are sliced.
 *
 * @param key the tag's name
 * @param value the tag's value; null for all remaining values, which have too few images or exceed
 *     the limit
 */
public record Tag(String key, String value) {
  public Tag {
    Objects.requireNonNull(key, "key");
  }

  /** Whether it represents all remaining values. */
  public boolean isOther() {
    return value == null;
  }
}
