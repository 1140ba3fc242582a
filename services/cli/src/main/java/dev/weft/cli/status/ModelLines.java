package dev.weft.cli.status;

import com.fasterxml.jackson.databind.JsonNode;
import dev.weft.cli.terminal.Style;
import java.util.ArrayList;
import java.util.List;

/** Which versions serve, a line for each model, and a second one for what a rollout says. */
final class ModelLines {

  private final Style style;

  ModelLines(Style style) {
    this.style = style;
  }

  List<String> of(JsonNode status) {
    List<String> lines = new ArrayList<>();
    for (JsonNode state : status.path("rollouts")) {
      JsonNode rollout = state.path("rollout");
      lines.add("  " + style.bold(state.path("model").asText()) + ": " + serving(state));
      if (rollout.isObject()) {
        lines.add("    " + rollout(rollout));
      }
      if (rollout.path("message").isTextual()) {
        lines.add("    " + style.yellow(rollout.path("message").asText()));
      }
    }
    return lines.isEmpty() ? List.of("  none has been published") : lines;
  }

  private static String serving(JsonNode state) {
    String said =
        state.path("serving").isInt()
            ? "version " + state.path("serving").asText() + " serves"
            : "no version serves yet";
    return state.path("pinned").asBoolean() ? said + ", pinned" : said;
  }

  private static String rollout(JsonNode rollout) {
    int steps = rollout.path("steps").size();
    return "version %s is rolled out: %s, step %d of %d, answers %d %%, shadows %d %%"
        .formatted(
            rollout.path("version").asText(),
            rollout.path("phase").asText(),
            Math.min(steps, rollout.path("step").asInt() + 1),
            steps,
            rollout.path("weight").asInt(),
            rollout.path("shadow").asInt());
  }
}
