package dev.weft.events.label;

import dev.weft.events.Excerpt;
import java.util.regex.Pattern;

/** The rule for names of data sets: they are parts of object keys, and segments of paths. */
public final class DatasetName {

  /**
   * Lower-case letters, digits, dot, underscore and hyphen; 1 to 63; the first a letter or digit.
   */
  public static final String PATTERN = "[a-z0-9][a-z0-9._-]{0,62}";

  private static final Pattern COMPILED = Pattern.compile(PATTERN);

  private DatasetName() {}

  /** Whether {@code name} may name a data set. */
  public static boolean isValid(String name) {
    return name != null && COMPILED.matcher(name).matches();
  }

  /**
   * Returns {@code name} unchanged.
   *
   * @throws IllegalArgumentException if it may not name a data set
   */
  public static String require(String name) {
    if (!isValid(name)) {
      throw new IllegalArgumentException(
          "the name of a data set must match "
              + PATTERN
              + ", but is "
              + (name == null ? "missing" : Excerpt.of(name)));
    }
    return name;
  }
}
