package dev.weft.events;

import java.util.regex.Pattern;

/** The rule for image ids: they are record keys, object keys and path segments at once. */
public final class ImageId {

  /** Letters, digits, dot, underscore and hyphen; 1 to 128 of them; the first a letter or digit. */
  public static final String PATTERN = "[A-Za-z0-9][A-Za-z0-9._-]{0,127}";

  private static final Pattern COMPILED = Pattern.compile(PATTERN);

  private ImageId() {}

  /** Whether {@code id} may name an image. */
  public static boolean isValid(String id) {
    return id != null && COMPILED.matcher(id).matches();
  }

  /**
   * Returns {@code id} unchanged.
   *
   * @throws IllegalArgumentException if it may not name an image
   */
  public static String require(String id) {
    if (!isValid(id)) {
      throw new IllegalArgumentException(
          "image id must match "
              + PATTERN
              + ", but is "
              + (id == null ? "missing" : Excerpt.of(id)));
    }
    return id;
  }
}
