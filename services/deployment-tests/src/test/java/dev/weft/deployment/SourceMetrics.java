package dev.weft.deployment;

import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;

/**
 * Names of the meters in the services' sources: whole ones, and those that a class puts together
 * from a prefix such as {@code "weft.gateway."} and a text of its own.
 */
final class SourceMetrics {

  private static final Pattern TEXT = Pattern.compile("\"([a-z][a-z.]*)\"");

  /** What Prometheus's registry adds to a name for its kind or unit. */
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

  /** Whether a meter of a service is shown under that name. */
  boolean has(String shown) {
    return names.stream()
        .map(name -> name.replace('.', '_'))
        .anyMatch(name -> name.equals(shown) || name.equals(ADDED.matcher(shown).replaceFirst("")));
  }

  /** What an expression of PromQL asks for. */
  static List<String> in(String expression) {
    return Pattern.compile("\\bweft_\\w+")
        .matcher(expression)
        .results()
        .map(MatchResult::group)
        .toList();
  }
}
