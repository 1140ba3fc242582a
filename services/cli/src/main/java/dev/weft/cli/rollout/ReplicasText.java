package dev.weft.cli.rollout;

import com.fasterxml.jackson.databind.JsonNode;
import dev.weft.cli.terminal.Format;
import dev.weft.cli.terminal.Style;
import dev.weft.cli.terminal.Table;
import dev.weft.cli.terminal.Table.Align;
import java.util.ArrayList;
import java.util.List;

/** What replicas have loaded, and what the rollout waits for. */
final class ReplicasText {

  private final Style style;

  ReplicasText(Style style) {
    this.style = style;
  }

  /** A row for each replica, and a line for each reason; empty without replicas. */
  List<String> lines(JsonNode state) {
    if (state.path("replicas").isEmpty()) {
      return List.of();
    }
    int wanted =
        state.path("rollout").isObject()
            ? state.path("rollout").path("version").asInt()
            : state.path("serving").asInt();
    Table table =
        new Table()
            .column("", Align.LEFT)
            .column("replica", Align.LEFT)
            .column("answers with", Align.LEFT)
            .column("holds", Align.LEFT)
            .column("engine", Align.LEFT)
            .column("heard", Align.RIGHT);
    List<String> reasons = new ArrayList<>();
    for (JsonNode replica : state.path("replicas")) {
      table.row(
          mark(replica, wanted),
          replica.path("replica").asText(),
          replica.path("serving").isInt() ? "version " + replica.path("serving").asText() : "-",
          held(replica, reasons),
          replica.path("engine").asText("-").replace("null", "-"),
          heard(replica));
    }
    List<String> lines = new ArrayList<>(table.lines(style));
    lines.addAll(reasons);
    return lines;
  }

  private String mark(JsonNode replica, int wanted) {
    if (!replica.path("live").asBoolean()) {
      return style.dim(style.unicode() ? "·" : ".");
    }
    for (JsonNode version : replica.path("versions")) {
      if (version.path("version").asInt() == wanted) {
        return switch (version.path("state").asText()) {
          case "ready" -> style.yes();
          case "loading" -> style.yellow(style.unicode() ? "…" : "~");
          default -> style.no();
        };
      }
    }
    return style.yellow("?");
  }

  private String held(JsonNode replica, List<String> reasons) {
    List<String> held = new ArrayList<>();
    for (JsonNode version : replica.path("versions")) {
      String state = version.path("state").asText();
      held.add(version.path("version").asText() + " " + state);
      if (version.path("reason").isTextual()) {
        reasons.add(
            "  %s, version %s: %s"
                .formatted(
                    replica.path("replica").asText(),
                    version.path("version").asText(),
                    style.red(version.path("reason").asText())));
      }
    }
    return held.isEmpty() ? "nothing" : String.join(", ", held);
  }

  private static String heard(JsonNode replica) {
    if (replica.path("leaving").asBoolean()) {
      return "has left";
    }
    return Format.seconds(replica.path("secondsAgo").asDouble()) + " ago";
  }
}
