package dev.weft.cli.rollout;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** What is new in a state since the one before, in lines for logs. Not thread-safe. */
final class RolloutNews {

  private final RolloutText text;
  private final Map<String, String> said = new HashMap<>();

  RolloutNews(RolloutText text) {
    this.text = text;
  }

  /** The lines; none if nothing worth one has changed. */
  List<String> of(JsonNode state) {
    List<String> news = new ArrayList<>();
    JsonNode rollout = state.path("rollout");
    add(news, "headline", text.headline(state));
    if (rollout.isObject()) {
      add(
          news,
          "step",
          "  at %s, weight %s %%, shadow %s %%"
              .formatted(
                  StepsText.present(rollout),
                  rollout.path("weight").asText("0"),
                  rollout.path("shadow").asText("0")));
      rollout.path("measured").forEach(measured -> addVerdict(news, measured));
    }
    String message = RolloutText.message(state);
    add(news, "message", message.isEmpty() ? "" : "  " + message);
    return news;
  }

  /** A new verdict is worth a line, another value is not. */
  private void addVerdict(List<String> news, JsonNode measured) {
    String name = ConditionsText.name(measured);
    String verdict = measured.path("verdict").asText();
    if (!verdict.equals(said.put(name, verdict))) {
      news.add(
          "  %s: %s, %s over %s images"
              .formatted(
                  name,
                  verdict,
                  MetricFormat.measured(measured),
                  measured.path("samples").asText("0")));
    }
  }

  private void add(List<String> news, String what, String line) {
    if (!line.equals(said.put(what, line)) && !line.isEmpty()) {
      news.add(line);
    }
  }
}
