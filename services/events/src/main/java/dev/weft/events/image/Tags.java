package dev.weft.events.image;

import dev.weft.events.Excerpt;
import dev.weft.events.Require;
import java.util.Collections;
import java.util.Map;
import java.util.TreeMap;

/** The rule for an uploader's tags. */
public final class Tags {

  /** Maximum number of tags that an image may have. */
  public static final int MAX_COUNT = 32;

  /** Maximum number of characters of a tag's name, which has at least one. */
  public static final int MAX_NAME = 128;

  /** Maximum number of characters of a tag's value. */
  public static final int MAX_VALUE = 256;

  private Tags() {}

  /**
   * Returns a sorted, unmodifiable copy; an empty one for null.
   *
   * @throws IllegalArgumentException if there are too many, or one is too long
   */
  public static Map<String, String> checked(Map<String, String> tags) {
    if (tags == null || tags.isEmpty()) {
      return Map.of();
    }
    if (tags.size() > MAX_COUNT) {
      throw new IllegalArgumentException(
          "an image must have at most " + MAX_COUNT + " tags, but has " + tags.size());
    }
    tags.forEach(
        (name, value) -> {
          Require.text("a tag's name", name, 1, MAX_NAME);
          Require.text("the value of tag " + Excerpt.of(name), value, 0, MAX_VALUE);
        });
    return Collections.unmodifiableMap(new TreeMap<>(tags));
  }
}
