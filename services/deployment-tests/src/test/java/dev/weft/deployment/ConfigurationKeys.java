package dev.weft.deployment;

import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Pattern;
import org.apache.kafka.clients.admin.AdminClientConfig;

/** The keys of {@code docs/configuration.md}, which a test of its own holds to the sources. */
final class ConfigurationKeys {

  private static final Pattern ROW =
      Pattern.compile("(?m)^\\| `([\\w.-]+)` \\| (?:`([^`]*)`)? *\\|");

  /** Read by others than Weft: OpenMP, the JVM, and the manifest itself. */
  private static final Set<String> OF_OTHERS =
      Set.of("OMP_NUM_THREADS", "JAVA_TOOL_OPTIONS", "POD_NAME");

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

  /** Every variable of an environment that a service may be given. */
  static Set<String> variables() {
    Set<String> known = new TreeSet<>(OF_OTHERS);
    all().keySet().forEach(key -> known.add(variable(key)));
    AdminClientConfig.configNames().forEach(key -> known.add(variable("kafka." + key)));
    // Those of its platform that the page names.
    Pattern.compile("`(quarkus[\\w.-]+)`")
        .matcher(Project.text("docs/configuration.md"))
        .results()
        .forEach(found -> known.add(variable(found.group(1))));
    // And OpenTelemetry's own.
    Pattern.compile("`(OTEL_[A-Z_]+)`")
        .matcher(Project.text("docs/configuration.md"))
        .results()
        .forEach(found -> known.add(found.group(1)));
    return known;
  }
}
