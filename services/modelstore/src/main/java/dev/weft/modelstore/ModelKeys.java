package dev.weft.modelstore;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Object keys of bundles: {@code models/<name>/<version>/<file>}. */
final class ModelKeys {
  static final String ROOT = "models/";
  static final String MANIFEST = "manifest.json";

  /**
   * The manifest of a base, which has no classes; it has another name so that it is not found among
   * servable versions.
   */
  static final String BASE = "base.json";

  /** Written before the files, with the digests of the files to come. */
  static final String CLAIM = "claim";

  /** The manifest of a removed version. */
  static final String REMOVED = "removed.json";

  /** The declaration of a model, next to its versions. */
  private static final String DECLARATION = "model.json";

  private static final Pattern DECLARATION_KEY =
      Pattern.compile("models/(?<name>" + Names.MODEL_PATTERN + ")/" + Pattern.quote(DECLARATION));

  private static final Pattern KEY =
      Pattern.compile("models/(?<name>[^/]+)/(?<version>[1-9][0-9]{0,8})/(?<file>[^/]+)");

  private ModelKeys() {}

  /** The parts of a key. */
  record Parsed(String name, int version, String file) {
    boolean isManifest() {
      return file.equals(MANIFEST);
    }

    boolean isBase() {
      return file.equals(BASE);
    }

    /** Whether the object is kept when the version is removed, so that its number is not reused. */
    boolean outlivesVersion() {
      return file.equals(CLAIM) || file.equals(REMOVED);
    }
  }

  /** Parses the key of a bundle's file; null for any other key. */
  static Parsed parse(String key) {
    Matcher m = KEY.matcher(key);
    return m.matches()
        ? new Parsed(m.group("name"), Integer.parseInt(m.group("version")), m.group("file"))
        : null;
  }

  static String declaration(String name) {
    return of(name) + DECLARATION;
  }

  /** Returns the model whose declaration has this key; null for any other key. */
  static String declared(String key) {
    Matcher m = DECLARATION_KEY.matcher(key);
    return m.matches() ? m.group("name") : null;
  }

  static String of(String name) {
    return ROOT + Names.requireModel(name) + "/";
  }

  static String of(String name, int version, String file) {
    return of(name) + Names.requireVersion(version) + "/" + file;
  }
}
