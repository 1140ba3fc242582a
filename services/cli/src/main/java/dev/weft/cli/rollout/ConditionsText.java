package dev.weft.cli.rollout;

import com.fasterxml.jackson.databind.JsonNode;
import dev.weft.cli.terminal.Style;
import dev.weft.cli.terminal.Table;
import dev.weft.cli.terminal.Table.Align;
import java.util.List;
import java.util.Optional;
import java.util.stream.StreamSupport;

/** What a candidate must show, and what was measured last. */
final class ConditionsText {

  private final Style style;

  ConditionsText(Style style) {
    this.style = style;
  }

  /** A table; empty without conditions. */
  List<String> lines(JsonNode rollout) {
    JsonNode conditions = rollout.path("analysis").path("conditions");
    if (conditions.isEmpty()) {
      return List.of();
    }
    Table table =
        new Table()
            .column("", Align.LEFT)
            .column("condition", Align.LEFT)
            .column("measured", Align.LEFT)
            .column("images", Align.RIGHT)
            .column("in a row", Align.LEFT);
    for (JsonNode condition : conditions) {
      Optional<JsonNode> measured = measured(rollout, condition);
      table.row(
          mark(measured.map(it -> it.path("verdict").asText()).orElse("")),
          name(condition),
          measured.map(MetricFormat::measured).orElse("not yet"),
          measured.map(it -> it.path("samples").asText()).orElse(""),
          measured.map(it -> counts(it, condition)).orElse(""));
    }
    return table.lines(style);
  }

  /** Such as {@code accuracy difference >= -0.1}. */
  static String name(JsonNode condition) {
    return condition.path("metric").asText() + " " + condition.path("successCondition").asText();
  }

  /** A condition's newest measurement. */
  static Optional<JsonNode> measured(JsonNode rollout, JsonNode condition) {
    return StreamSupport.stream(rollout.path("measured").spliterator(), false)
        .filter(it -> name(it).equals(name(condition)))
        .findFirst();
  }

  private String mark(String verdict) {
    return switch (verdict) {
      case "successful" -> style.yes();
      case "failed" -> style.no();
      case "inconclusive" -> style.yellow("?");
      default -> style.dim(style.unicode() ? "·" : ".");
    };
  }

  private static String counts(JsonNode measured, JsonNode condition) {
    if (measured.path("verdict").asText().equals("inconclusive")) {
      return "%s/%s inconclusive"
          .formatted(
              measured.path("inconclusive").asText("0"),
              condition.path("inconclusiveLimit").asText("0"));
    }
    String good = measured.path("successes").asText("0") + " good";
    int failures = measured.path("failures").asInt();
    return failures == 0
        ? good
        : "%s, %d/%s failed".formatted(good, failures, condition.path("failureLimit").asText("0"));
  }
}
