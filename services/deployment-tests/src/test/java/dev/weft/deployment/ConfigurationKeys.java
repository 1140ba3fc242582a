package dev.weft.deployment;

import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Pattern;
import org.apache.kafka.clients.admin.AdminClientConfig;

/** The keys in {@code docs/configuration.md}, which another test compares with the sources. */
final class ConfigurationKeys {

  private static final Pattern ROW =
      Pattern.compile("(?m)^\\| `([\\w.-]+)` \\| (?:`([^`]*)`)? *\\|");

  /** Variables that are read by others than Weft: OpenMP, the JVM, and the manifest itself. */
  private static final Set<String> OF_OTHERS =
      Set.of("OMP_NUM_THREADS", "JAVA_TOOL_OPTIONS", "POD_NAME");

  private ConfigurationKeys() {}

  /** Defaults by key; empty if a key has none. */
  static Map<String, String> all() {
    Map<String, String> keys = new TreeMap<>();
    ROW.matcher(Project.text("docs/configuration.md"))
        .results()
        .forEach(row -> keys.put(row.group(1), row.group(2) == null ? "" : row.group(2)));
    return keys;
  }

  /** Name of a key's environment variable. */
  static String variable(String key) {
    return key.replaceAll("[^A-Za-z0-9]", "_").toUpperCase(Locale.ROOT);
  }

  /** All environment variables that a service may have. */
  static Set<String> variables() {
    Set<String> known = new TreeSet<>(OF_OTHERS);
    all().keySet().forEach(key -> known.add(variable(key)));
    AdminClientConfig.configNames().forEach(key -> known.add(variable("kafka." + key)));
    // Keys of Quarkus that the page mentions.
    Pattern.compile("`(quarkus[\\w.-]+)`")
        .matcher(Project.text("docs/configuration.md"))
        .results()
        .forEach(found -> known.add(variable(found.group(1))));
    // Variables of OpenTelemetry.
    Pattern.compile("`(OTEL_[A-Z_]+)`")
        .matcher(Project.text("docs/configuration.md"))
        .results()
        .forEach(found -> known.add(found.group(1)));
    return known;
  }
}
