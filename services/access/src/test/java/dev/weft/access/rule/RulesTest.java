package dev.weft.access.rule;

import static org.assertj.core.api.Assertions.assertThat;

import dev.weft.access.Role;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class RulesTest {

  private final Rules rules = Rules.table(false);

  @ParameterizedTest
  @CsvSource({
    "GET, /v1/images, VIEWER",
    "HEAD, /v1/images/7/content, VIEWER",
    "POST, /v1/images, PUBLISHER",
    "POST, /v1/images/, PUBLISHER",
    "POST, /v1/images/a%2Fb/label, LABELER",
    "DELETE, /v1/trainings/7, OPERATOR",
    "POST, /v1/rollouts/clothing/promote, OPERATOR",
    "POST, /v2/models/clothing/infer, PUBLISHER",
    "GET, /internal/views/7, REPLICA",
    "GET, /q/metrics, MONITOR"
  })
  void aRequestNeedsTheRoleOfItsRule(String method, String path, Role role) {
    assertThat(rules.find(method, path).flatMap(Rule::role)).contains(role);
  }

  @ParameterizedTest
  @ValueSource(strings = {"/", "/app/main.js", "/q/health", "/q/health/ready", "/v2/health/live"})
  void pagesAndProbesAreAnyones(String path) {
    assertThat(rules.find("GET", path)).map(Rule::role).contains(Optional.empty());
  }

  @ParameterizedTest
  @CsvSource({
    "POST, /v1/nothing",
    "GET, /q/dev",
    "GET, /v1/images/7/content/8",
    "GET, /v1/images//content",
    "GET, /v1/images;a=/content",
    "GET, /internal",
    "OPTIONS, /v1/images",
    "POST, /app/main.js"
  })
  void whatHasNoRuleIsNobodys(String method, String path) {
    assertThat(rules.find(method, path)).isEmpty();
  }

  @Test
  void metricsAreAnyonesWhereThatIsConfigured() {
    assertThat(Rules.table(true).find("GET", "/q/metrics").orElseThrow().role()).isEmpty();
  }
}
