package dev.weft.dashboard;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class ModulesTest {

  private static final Pattern IMPORT =
      Pattern.compile(
          "(?:^|[;\\s])(?:import|export)\\s*(?:[\\w*{][^'\";]*?from\\s*)?['\"]([^'\"]+)['\"]");
  private static final Pattern DYNAMIC_IMPORT = Pattern.compile("\\bimport\\s*\\(");
  private static final Pattern MAP =
      Pattern.compile("<script type=\"importmap\">\\{\"imports\":\\{(.*?)\\}\\}</script>");
  private static final Pattern ENTRY = Pattern.compile("\"([^\"]+)\":\"([^\"]+)\"");
  private static final Pattern REFERENCE = Pattern.compile("(?:href|src)=\"(/[^\"]+)\"");
  private static final int MOST_LINES = 250;

  private final ServedFiles files = ServedFiles.built();

  @Test
  void everyImportIsAFileThatIsServed() {
    Map<String, String> map = importMap();
    Map<String, List<String>> missing = new TreeMap<>();
    for (String module : modules().toList()) {
      List<String> lost =
          imports(module)
              .filter(
                  name -> !files.has(map.getOrDefault(name, ServedFiles.resolved(module, name))))
              .toList();
      if (!lost.isEmpty()) {
        missing.put(module, lost);
      }
    }
    assertThat(modules()).hasSizeGreaterThan(10);
    assertThat(missing).isEmpty();
  }

  @Test
  void theImportMapNamesWhatIsImportedAndNothingElse() {
    Map<String, String> map = importMap();
    List<String> bare =
        modules()
            .flatMap(this::imports)
            .filter(name -> !name.startsWith(".") && !name.startsWith("/"))
            .distinct()
            .toList();

    assertThat(map.keySet()).containsExactlyInAnyOrderElementsOf(bare);
    assertThat(map.values()).allMatch(files::has);
  }

  @Test
  void everyFileThatThePageNamesIsServed() {
    List<String> named = REFERENCE.matcher(files.index()).results().map(m -> m.group(1)).toList();

    assertThat(named).contains("/app/main.js");
    assertThat(named).filteredOn(address -> !address.startsWith("/q/")).allMatch(files::has);
  }

  @Test
  void everyStyleSheetIsNamedByThePage() {
    assertThat(files.ownFiles(".css")).allMatch(sheet -> files.index().contains(sheet));
  }

  @Test
  void noModuleIsImportedOnlyWhenItRuns() {
    assertThat(modules()).noneMatch(module -> DYNAMIC_IMPORT.matcher(files.read(module)).find());
  }

  @Test
  void filesAreSmall() {
    assertThat(files.ownFiles(".js"))
        .allSatisfy(
            file -> assertThat(files.read(file).lines().count()).as(file).isLessThan(MOST_LINES));
  }

  /** Modules of the dashboard and of its libraries. */
  private Stream<String> modules() {
    return Stream.concat(files.ownFiles(".js").stream(), importMap().values().stream());
  }

  private Stream<String> imports(String module) {
    return IMPORT.matcher(files.read(module)).results().map(match -> match.group(1)).distinct();
  }

  private Map<String, String> importMap() {
    MatchResult map = MAP.matcher(files.index()).results().findFirst().orElseThrow();
    return ENTRY
        .matcher(map.group(1))
        .results()
        .collect(Collectors.toMap(entry -> entry.group(1), entry -> entry.group(2)));
  }
}
