package dev.weft.deployment;

import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Pattern;

/** The keys of {@code docs/configuration.md}, which a test of its own holds to the sources. */
final class ConfigurationKeys {

  private static final Pattern ROW =
      Pattern.compile("(?m)^\\| `([\\w.-]+)` \\| (?:`([^`]*)`)? *\\|");

  private ConfigurationKeys() {}

  /** Defaults by key; empty where there is none. */
  static Map<String, String> all() {
    Map<String, String> keys = new TreeMap<>();
    ROW.matcher(Project.text("docs/configuration.md"))
        .results()
        .forEach(row -> keys.put(row.group(1), row.group(2) == null ? "" : row.group(2)));
    return keys;
  }

  /** A key as an environment has it. */
  static String variable(String key) {
    return key.replaceAll("[^A-Za-z0-9]", "_").toUpperCase(Locale.ROOT);
  }
}
