package dev.weft.modelstore;

import java.util.Set;
import java.util.regex.Pattern;

/** Checks names that become keys and paths, so that they cannot contain path elements. */
public final class Names {
  static final String MODEL_PATTERN = "[a-z0-9][a-z0-9_-]{0,62}";

  private static final Pattern MODEL = Pattern.compile(MODEL_PATTERN);
  private static final Pattern FILE = Pattern.compile("[a-zA-Z0-9_][a-zA-Z0-9_.-]{0,126}");

  private static final Set<String> RESERVED =
      Set.of(ModelKeys.MANIFEST, ModelKeys.BASE, ModelKeys.REMOVED, ModelKeys.CLAIM);

  private Names() {}

  /**
   * Returns {@code name} unchanged.
   *
   * @throws IllegalArgumentException if it is not a valid model name
   */
  public static String requireModel(String name) {
    if (name == null || !MODEL.matcher(name).matches()) {
      throw new IllegalArgumentException(
          "the name of a model must be 1 to 63 characters from a-z, 0-9, - and _, but is " + name);
    }
    return name;
  }

  static int requireVersion(int version) {
    if (version < 1) {
      throw new IllegalArgumentException("a version must be at least 1, but is " + version);
    }
    return version;
  }

  static String requireFile(String name) {
    if (name == null || !FILE.matcher(name).matches() || RESERVED.contains(name)) {
      throw new IllegalArgumentException("not a valid file name in a bundle: " + name);
    }
    return name;
  }
}
