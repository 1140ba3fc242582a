package dev.weft.deployment;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Static checks of the policies; {@link StorePoliciesIT} tests them with a store. */
class StorePoliciesTest {

  private static final Pattern PUTS =
      Pattern.compile(
          "\\bstore\\.(put|putIfAbsent|putFile)\\(|StoreProbe\\.writing\\(|\\.declare\\("
              + "|\\bSegmentWriter\\.of|\\bmodels\\.(stage|release|publish|publishBase|remove)\\(");
  private static final Pattern DELETES =
      Pattern.compile("\\bstore\\.delete\\(|\\bmodels\\.remove\\(|\\.withdraw\\(");

  @ParameterizedTest
  @ValueSource(strings = {"gateway", "classifier", "trainer", "rollout"})
  void aServiceMayWriteAndDeleteOnlyIfItsSourcesDo(String service) {
    Set<String> actions = actions(service);

    assertThat(actions).contains("s3:ListBucket", "s3:GetObject");
    assertThat(actions.contains("s3:PutObject")).isEqualTo(isInSources(service, PUTS));
    assertThat(actions.contains("s3:DeleteObject")).isEqualTo(isInSources(service, DELETES));
    actions.removeAll(Set.of("s3:ListBucket", "s3:GetObject", "s3:PutObject", "s3:DeleteObject"));
    assertThat(actions)
        .isSubsetOf(isInSources(service, PUTS) ? Set.of("s3:AbortMultipartUpload") : Set.of());
  }

  @ParameterizedTest
  @ValueSource(strings = {"gateway", "classifier", "trainer", "rollout"})
  void peopleAreToldWhatEachPolicyAllows(String service) {
    String link = "| [%1$s](policies/%1$s.json) |".formatted(service);
    String row =
        Project.text("deploy/store/README.md")
            .lines()
            .filter(line -> line.startsWith(link))
            .findFirst()
            .orElseThrow();
    String[] cells = row.substring(link.length()).split("\\|");

    assertThat(said(cells[0])).isEqualTo(keys(service, "s3:GetObject"));
    assertThat(said(cells[1])).isEqualTo(keys(service, "s3:PutObject"));
    assertThat(said(cells[2])).isEqualTo(keys(service, "s3:DeleteObject"));
    assertThat(Project.text("docs/operations.md")).contains("deploy/store/policies");
  }

  /** There is neither a policy without an account nor an account without a policy. */
  @Test
  void eachPolicyIsOfAnAccountThatIsSetUpAndHasAKey() {
    Set<String> accounts =
        Project.files("deploy/store/policies", ".json").stream()
            .map(file -> file.getFileName().toString().replace(".json", ""))
            .collect(Collectors.toCollection(TreeSet::new));

    assertThat(words("deploy/store/setup.sh", "(?m)^accounts='(.*)'$")).isEqualTo(accounts);
    assertThat(words("deploy/generate-credentials", "(?m)^for account in (.*); do$"))
        .isEqualTo(accounts);
  }

  private static Set<String> words(String file, String pattern) {
    Matcher found = Pattern.compile(pattern).matcher(Project.text(file));
    assertThat(found.find()).as(file).isTrue();
    return new TreeSet<>(Set.of(found.group(1).split(" ")));
  }

  /** Folders and keys in a table cell, as patterns of a policy. */
  private static Set<String> said(String cell) {
    return Pattern.compile("`([^`]+)`")
        .matcher(cell)
        .results()
        .map(key -> key.group(1).replaceAll("/$", "/*"))
        .collect(Collectors.toCollection(TreeSet::new));
  }

  private static Set<String> keys(String service, String action) {
    Set<String> keys = new TreeSet<>();
    for (JsonNode statement : policy(service).path("Statement")) {
      if (statement.path("Action").toString().contains('"' + action + '"')) {
        statement
            .path("Resource")
            .forEach(key -> keys.add(key.asText().replace("arn:aws:s3:::weft/", "")));
      }
    }
    return keys;
  }

  private static boolean isInSources(String service, Pattern call) {
    return Project.sources(service).stream()
        .anyMatch(source -> call.matcher(Project.text(source)).find());
  }

  private static Set<String> actions(String service) {
    Set<String> actions = new TreeSet<>();
    for (JsonNode statement : policy(service).path("Statement")) {
      assertThat(statement.path("Effect").asText()).isEqualTo("Allow");
      statement.path("Action").forEach(action -> actions.add(action.asText()));
    }
    return actions;
  }

  private static JsonNode policy(String service) {
    return Project.json(Project.file("deploy/store/policies/" + service + ".json"));
  }
}
