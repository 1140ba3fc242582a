package dev.weft.cli.status;

import com.fasterxml.jackson.databind.JsonNode;
import dev.weft.cli.terminal.Format;
import dev.weft.cli.terminal.Style;
import dev.weft.cli.terminal.Table;
import dev.weft.cli.terminal.Table.Align;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.StreamSupport;

/** The system in words. */
final class StatusText {

  private static final int NAME = 40;

  private final Style style;
  private final ModelLines models;

  StatusText(Style style) {
    this.style = style;
    this.models = new ModelLines(style);
  }

  /** All of it, for one screen. */
  List<String> lines(JsonNode status) {
    JsonNode system = status.path("system");
    List<String> lines = new ArrayList<>();
    lines.add(title(status));
    system.path("ground").forEach(part -> lines.add("  " + ground(part)));
    lines.add("");
    lines.add(style.bold("images"));
    lines.add("  answered    " + rates(system));
    lines.add("  unanswered  " + number(system.path("unanswered")));
    lines.add("  labeled     " + number(system.path("labeled")));
    lines.add("  rejected    " + rejections(system) + " in the last hour");
    lines.add("  waiting     " + lags(system));
    lines.add("");
    lines.add(style.bold("models"));
    lines.addAll(models.of(status));
    lines.add("");
    lines.addAll(classifiers(system));
    lines.add("");
    lines.add(style.bold("trainings"));
    lines.addAll(trainings(system));
    return lines;
  }

  /** The most important of it in one line. */
  String line(JsonNode status) {
    JsonNode system = status.path("system");
    return "%s  %s  unanswered %s  waiting %s  %s"
        .formatted(
            system.path("at").asText().replaceAll("\\.\\d+", ""),
            rates(system),
            number(system.path("unanswered")),
            lags(system),
            StreamSupport.stream(system.path("rollouts").spliterator(), false)
                .map(each -> each.path("model").asText() + ":" + number(each.path("serving")))
                .collect(Collectors.joining(" ")));
  }

  private String title(JsonNode status) {
    JsonNode gateway = status.path("system").path("gateway");
    String views = gateway.path("views").asText();
    return "%s  version %s, up %s, %s, views %s"
        .formatted(
            style.bold("weft at " + status.path("server").asText().replaceAll("/$", "")),
            gateway.path("version").asText("?"),
            Format.seconds(gateway.path("uptimeSeconds").asDouble()),
            gateway.path("replicas").isInt()
                ? Format.count(gateway.path("replicas").asLong(), "gateway")
                : "gateways not known",
            views.equals("running") ? views : style.yellow(views));
  }

  private String ground(JsonNode part) {
    boolean reachable = part.path("reachable").asBoolean();
    return "%s %s%s"
        .formatted(
            reachable ? style.yes() : style.no(),
            part.path("name").asText(),
            reachable ? "" : style.red(": " + part.path("problem").asText("does not answer")));
  }

  private static String rates(JsonNode system) {
    JsonNode rates = system.path("answeredPerSecond");
    return "%s/s (1 min), %s/s (5 min)"
        .formatted(
            Format.rate(rates.path("lastMinute").asDouble()),
            Format.rate(rates.path("lastFiveMinutes").asDouble()));
  }

  private static String rejections(JsonNode system) {
    long all = 0;
    List<String> reasons = new ArrayList<>();
    for (JsonNode each : system.path("rejections")) {
      long count = each.path("lastHour").asLong();
      all += count;
      if (count > 0) {
        reasons.add(each.path("reason").asText() + " " + count);
      }
    }
    return all + (reasons.isEmpty() ? "" : " (" + String.join(", ", reasons) + ")");
  }

  private static String lags(JsonNode system) {
    return StreamSupport.stream(system.path("lag").spliterator(), false)
        .map(lag -> lag.path("group").asText() + " " + number(lag.path("records")))
        .collect(Collectors.joining(", "));
  }

  private List<String> classifiers(JsonNode system) {
    if (system.path("replicas").isEmpty()) {
      return List.of(style.bold("classifiers"), "  none has reported; images wait until one does");
    }
    Table table =
        new Table()
            .column("classifiers", Align.LEFT)
            .column("", Align.LEFT)
            .column("holds", Align.LEFT)
            .column("engine", Align.LEFT)
            .column("heard", Align.RIGHT);
    for (JsonNode replica : system.path("replicas")) {
      boolean live = replica.path("live").asBoolean();
      table.row(
          "  " + Table.shorten(replica.path("replica").asText(), NAME),
          live ? style.yes() : style.no(),
          held(replica),
          replica.path("engine").isTextual() ? replica.path("engine").asText() : "-",
          Format.seconds(replica.path("secondsAgo").asDouble()) + " ago");
    }
    return table.lines(style);
  }

  private static String held(JsonNode replica) {
    List<String> held = new ArrayList<>();
    for (JsonNode version : replica.path("versions")) {
      String does =
          version.path("role").isTextual() && version.path("state").asText().equals("ready")
              ? version.path("role").asText()
              : version.path("state").asText();
      held.add(
          "%s:%s %s"
              .formatted(replica.path("model").asText(), version.path("version").asText(), does));
    }
    return held.isEmpty() ? "nothing" : String.join(", ", held);
  }

  private static List<String> trainings(JsonNode system) {
    List<String> lines = new ArrayList<>();
    for (JsonNode training : system.path("trainings")) {
      String epoch =
          training.path("epoch").isInt()
              ? ", epoch %s of %s"
                  .formatted(training.path("epoch").asText(), number(training.path("epochs")))
              : "";
      lines.add(
          "  %s of %s: %s%s"
              .formatted(
                  Table.shorten(training.path("id").asText(), NAME),
                  training.path("model").asText(),
                  training.path("phase").isTextual()
                      ? training.path("phase").asText()
                      : training.path("state").asText(),
                  epoch));
    }
    return lines.isEmpty() ? List.of("  none runs") : lines;
  }

  /** The number; a question mark where the server does not know it. */
  static String number(JsonNode value) {
    return value.isNumber() ? value.asText() : "?";
  }
}
