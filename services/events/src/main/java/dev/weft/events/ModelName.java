package dev.weft.events;

import java.util.regex.Pattern;

/** The rule for names of models that are trained: they are segments of object keys. */
public final class ModelName {

  /** Lower-case letters, digits, underscore and hyphen; 1 to 63; the first a letter or digit. */
  public static final String PATTERN = "[a-z0-9][a-z0-9_-]{0,62}";

  private static final Pattern COMPILED = Pattern.compile(PATTERN);

  private ModelName() {}

  /**
   * Returns {@code name} unchanged.
   *
   * @throws IllegalArgumentException if it may not name a model
   */
  public static String require(String name) {
    if (name == null || !COMPILED.matcher(name).matches()) {
      throw new IllegalArgumentException(
          "the name of a model must match "
              + PATTERN
              + ", but is "
              + (name == null ? "missing" : Excerpt.of(name)));
    }
    return name;
  }
}
