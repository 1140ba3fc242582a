package dev.weft.modelstore;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Where bundles lie: {@code models/<name>/<version>/<file>}. */
final class ModelKeys {
  static final String ROOT = "models/";
  static final String MANIFEST = "manifest.json";

  /** The manifest of a base, which has no classes: nobody who looks for what serves finds it. */
  static final String BASE = "base.json";

  /** Taken before the files are put; holds what they will be. */
  static final String CLAIM = "claim";

  /** The manifest of a version that was removed. */
  static final String REMOVED = "removed.json";

  /** What a model is to be, beside its versions. */
  private static final String DECLARATION = "model.json";

  private static final Pattern DECLARATION_KEY =
      Pattern.compile("models/(?<name>" + Names.MODEL_PATTERN + ")/" + Pattern.quote(DECLARATION));

  private static final Pattern KEY =
      Pattern.compile("models/(?<name>[^/]+)/(?<version>[1-9][0-9]{0,8})/(?<file>[^/]+)");

  private ModelKeys() {}

  /** A key's parts. */
  record Parsed(String name, int version, String file) {
    boolean isManifest() {
      return file.equals(MANIFEST);
    }

    boolean isBase() {
      return file.equals(BASE);
    }

    /** Whether it stays when the version is removed: the number is not to be used again. */
    boolean outlivesVersion() {
      return file.equals(CLAIM) || file.equals(REMOVED);
    }
  }

  /** Null if it is no key of a bundle's file. */
  static Parsed parse(String key) {
    Matcher m = KEY.matcher(key);
    return m.matches()
        ? new Parsed(m.group("name"), Integer.parseInt(m.group("version")), m.group("file"))
        : null;
  }

  static String declaration(String name) {
    return of(name) + DECLARATION;
  }

  /** The model whose declaration lies at a key; null if it is none's. */
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
