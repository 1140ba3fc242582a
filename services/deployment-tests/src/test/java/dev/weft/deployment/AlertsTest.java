package dev.weft.deployment;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.weft.events.rollout.RolloutChanged;
import dev.weft.events.training.TrainingState;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Function;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** Each alert queries metrics that the services expose, and links to its documentation. */
@WithProgram("kubectl")
class AlertsTest {

  private static final String PAGE = "https://github.com/weft/weft/blob/main/docs/operations.md#";

  private static final Map<String, List<String>> VALUES =
      Map.of(
          "phase", codes(RolloutChanged.Phase.values(), RolloutChanged.Phase::code),
          "outcome", codes(RolloutChanged.Outcome.values(), RolloutChanged.Outcome::code),
          "state", codes(TrainingState.values(), TrainingState::code),
          "result", List.of("classified"));

  private final SourceMetrics metrics = new SourceMetrics();

  private static <T> List<String> codes(T[] values, Function<T, String> code) {
    return Arrays.stream(values).map(code).toList();
  }

  private static List<JsonNode> alerts() {
    return Overlay.CPU
        .of("PrometheusRule")
        .flatMap(one -> Manifest.each(one.spec().path("groups")))
        .flatMap(group -> Manifest.each(group.path("rules")))
        .toList();
  }

  @Test
  void everyMetricThatAnAlertAsksForIsInTheSources() {
    for (JsonNode alert : alerts()) {
      assertThat(SourceMetrics.in(alert.path("expr").asText()))
          .as(alert.path("alert").asText())
          .isNotEmpty()
          .allMatch(metrics::has);
    }
  }

  @Test
  void aMetricThatIsNotInTheSourcesIsNoticed() {
    assertThat(metrics.has("weft_classifier_queue_seconds_bucket")).isTrue();
    assertThat(metrics.has("weft_classifier_queued_seconds_bucket")).isFalse();
    assertThat(metrics.has("weft_rollout_ended_total")).isTrue();
    assertThat(metrics.has("weft_gateway_ended_total")).isFalse();
  }

  @Test
  void everyLabelHasAValueThatTheCodeGivesIt() {
    for (JsonNode alert : alerts()) {
      Pattern.compile("(\\w+)!?=\"([^\"]*)\"")
          .matcher(alert.path("expr").asText())
          .results()
          .forEach(
              found ->
                  assertThat(VALUES.getOrDefault(found.group(1), List.of()))
                      .as(alert.path("alert").asText())
                      .contains(found.group(2)));
    }
  }

  @Test
  void everyAlertLeadsToAHeadingOfItsOwn() {
    Map<String, String> headings = new HashMap<>();
    Pattern.compile("(?m)^#+ (\\w+)$")
        .matcher(Project.text("docs/operations.md"))
        .results()
        .forEach(found -> headings.put(found.group(1).toLowerCase(Locale.ROOT), found.group(1)));
    for (JsonNode alert : alerts()) {
      String link = alert.at("/annotations/runbook_url").asText();

      assertThat(link).startsWith(PAGE);
      assertThat(headings)
          .containsEntry(link.substring(PAGE.length()), alert.path("alert").asText());
      assertThat(alert.at("/annotations/summary").asText()).isNotEmpty();
      assertThat(alert.at("/labels/severity").asText()).isIn("critical", "warning", "info");
    }
  }

  @Test
  void everyHeadingOfAnAlertBelongsToOne() {
    assertThat(
            Pattern.compile("(?m)^#+ (Weft\\w+)$")
                .matcher(Project.text("docs/operations.md"))
                .results())
        .map(found -> found.group(1))
        .containsExactlyInAnyOrderElementsOf(
            alerts().stream().map(alert -> alert.path("alert").asText()).toList());
  }
}
