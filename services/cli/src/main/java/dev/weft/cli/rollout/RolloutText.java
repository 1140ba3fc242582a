package dev.weft.cli.rollout;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import dev.weft.cli.terminal.Format;
import dev.weft.cli.terminal.Style;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/** A model's rollout state, as the gateway shows it, in words. */
final class RolloutText {

  private static final int BAR = 10;
  private static final int HISTORY = 5;

  private final Style style;

  RolloutText(Style style) {
    this.style = style;
  }

  /** What serves and what is rolled out, on a line. */
  String headline(JsonNode state) {
    StringBuilder line = new StringBuilder(style.bold(state.path("model").asText())).append(": ");
    line.append(
        state.path("serving").isInt()
            ? "version " + state.path("serving").asText() + " serves"
            : "nothing serves");
    if (state.path("pinned").asBoolean()) {
      line.append(" and is pinned");
    }
    JsonNode rollout = state.path("rollout");
    if (rollout.isObject()) {
      line.append(", version ")
          .append(rollout.path("version").asText())
          .append(" is rolled out: ")
          .append(phase(rollout.path("phase").asText()));
    }
    return line.append(style.dim("  revision " + state.path("revision").asText())).toString();
  }

  /**
   * All of it but the history.
   *
   * @param now by which times are told
   */
  List<String> lines(JsonNode state, Instant now) {
    List<String> lines = new ArrayList<>();
    lines.add(headline(state));
    JsonNode rollout = state.path("rollout");
    if (rollout.isObject()) {
      lines.addAll(new StepsText(style).lines(rollout));
      lines.add(
          "  weight "
              + bar(rollout.path("weight").asInt())
              + "   shadow "
              + bar(rollout.path("shadow").asInt())
              + style.dim("   this step for " + since(rollout.path("stepAt"), now)));
    }
    String message = message(state);
    if (!message.isEmpty()) {
      lines.add("  " + style.yellow(message));
    }
    if (!state.path("droppedClasses").isEmpty()) {
      List<String> dropped = new ArrayList<>();
      state.path("droppedClasses").forEach(name -> dropped.add(name.asText()));
      lines.add("  " + style.yellow("it no longer knows " + String.join(", ", dropped)));
    }
    FiguresText figures = new FiguresText(style);
    if (rollout.isObject()) {
      String measured = "for " + since(rollout.path("exposedAt"), now);
      addBlock(lines, figures.lines(state.path("figures"), measured));
      addBlock(lines, new ConditionsText(style).lines(rollout));
    } else {
      addBlock(lines, figures.lines(state.path("lastHour"), "in the last hour"));
    }
    addBlock(lines, new ReplicasText(style).lines(state));
    return lines;
  }

  /** The rollouts that have ended, the last first. */
  List<String> history(JsonNode state) {
    List<String> lines = new ArrayList<>();
    for (JsonNode ended : state.path("history")) {
      if (lines.size() == HISTORY) {
        break;
      }
      lines.add("  " + style.dim(ended.path("endedAt").asText()) + "  " + end(ended));
    }
    if (!lines.isEmpty()) {
      lines.add(0, style.bold("before"));
      lines.add(0, "");
    }
    return lines;
  }

  /** How a rollout ended, such as {@code version 2 was rolled back: accuracy fell}. */
  String end(JsonNode ended) {
    String outcome = ended.path("outcome").asText("no longer known");
    String said =
        switch (outcome) {
          case "promoted" -> style.green("was promoted");
          case "rolled-back" -> style.red("was rolled back");
          case "aborted" -> style.red("was aborted");
          case "superseded" -> style.yellow("was superseded");
          default -> outcome;
        };
    String reason = ended.path("reason").asText("");
    return "version %s %s%s"
        .formatted(ended.path("version").asText("?"), said, reason.isEmpty() ? "" : ": " + reason);
  }

  /** The end of a rollout in a state's history; missing if it is not there. */
  static JsonNode ended(JsonNode state, String rolloutId) {
    for (JsonNode ended : state.path("history")) {
      if (ended.path("id").asText().equals(rolloutId)) {
        return ended;
      }
    }
    return MissingNode.getInstance();
  }

  /** What it waits for, or why it is as it is. */
  static String message(JsonNode state) {
    String message = state.path("rollout").path("message").asText("");
    return message.isEmpty() ? state.path("cause").path("reason").asText("") : message;
  }

  String phase(String phase) {
    return switch (phase) {
      case "progressing" -> style.green(phase);
      default -> style.yellow(phase);
    };
  }

  private String bar(int perCent) {
    int full = Math.round(perCent * BAR / 100f);
    return style.green((style.unicode() ? "━" : "#").repeat(full))
        + style.dim((style.unicode() ? "─" : ".").repeat(BAR - full))
        + " "
        + perCent
        + " %";
  }

  private static void addBlock(List<String> lines, List<String> block) {
    if (!block.isEmpty()) {
      lines.add("");
      lines.addAll(block);
    }
  }

  /** Such as {@code 2 min 05 s}; clocks may differ, so never less than none. */
  private static String since(JsonNode moment, Instant now) {
    try {
      Duration past = Duration.between(Instant.parse(moment.asText()), now);
      return Format.seconds(Math.max(0, past.toSeconds())).replace(".0 s", " s");
    } catch (DateTimeException e) {
      return "?";
    }
  }
}
