package dev.weft.deployment;

import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;

/**
 * Names of the meters in the services' sources: complete names, and names that a class composes of
 * a prefix such as {@code "weft.gateway."} and another string.
 */
final class SourceMetrics {

  private static final Pattern TEXT = Pattern.compile("\"([a-z][a-z.]*)\"");

  /** Suffixes that the Prometheus registry appends for a meter's unit and type. */
  private static final Pattern ADDED =
      Pattern.compile("(_seconds|_ratio|_nats)?(_total|_bucket|_count|_sum|_max)?$");

  private final Set<String> names = new TreeSet<>();

  SourceMetrics() {
    for (String service : List.of("gateway", "classifier", "trainer", "rollout")) {
      Project.sources(service).forEach(this::read);
    }
  }

  private void read(Path source) {
    List<String> texts =
        TEXT.matcher(Project.text(source)).results().map(found -> found.group(1)).toList();
    for (String text : texts) {
      if (text.startsWith("weft.") && !text.endsWith(".")) {
        names.add(text);
      } else if (text.startsWith("weft.")) {
        texts.forEach(rest -> names.add(text + rest));
      }
    }
  }

  /** Whether a service has a meter with this name in Prometheus. */
  boolean has(String shown) {
    return names.stream()
        .map(name -> name.replace('.', '_'))
        .anyMatch(name -> name.equals(shown) || name.equals(ADDED.matcher(shown).replaceFirst("")));
  }

  /** Metrics in a PromQL expression. */
  static List<String> in(String expression) {
    return Pattern.compile("\\bweft_\\w+")
        .matcher(expression)
        .results()
        .map(MatchResult::group)
        .toList();
  }
}
