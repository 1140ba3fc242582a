package dev.weft.cli.status;

import dev.weft.client.rollout.LoadState;
import dev.weft.client.system.SystemState;
import dev.weft.console.terminal.Format;
import dev.weft.console.terminal.Style;
import dev.weft.console.terminal.Table;
import dev.weft.console.terminal.Table.Align;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/** Formats the system's status as text. */
final class StatusText {

  private static final int NAME = 40;

  private final Style style;
  private final ModelLines models;

  StatusText(Style style) {
    this.style = style;
    this.models = new ModelLines(style);
  }

  /** Returns the whole status, for one screen. */
  List<String> lines(Status status) {
    SystemState system = status.system();
    List<String> lines = new ArrayList<>();
    lines.add(title(status));
    system.ground().forEach(part -> lines.add("  " + ground(part)));
    lines.add("");
    lines.add(style.bold("images"));
    lines.add("  answered    " + rates(system));
    lines.add("  unanswered  " + number(system.unanswered()));
    lines.add("  labeled     " + number(system.labeled()));
    lines.add("  rejected    " + rejections(system) + " in the last hour");
    lines.add("  waiting     " + lags(system));
    lines.add("");
    lines.add(style.bold("models"));
    lines.addAll(models.of(status.rollouts()));
    lines.add("");
    lines.addAll(classifiers(system));
    lines.add("");
    lines.add(style.bold("trainings"));
    lines.addAll(trainings(system));
    return lines;
  }

  /** Returns the most important figures in one line. */
  String line(Status status) {
    SystemState system = status.system();
    return "%s  %s  unanswered %s  waiting %s  %s"
        .formatted(
            system.at().toString().replaceAll("\\.\\d+", ""),
            rates(system),
            number(system.unanswered()),
            lags(system),
            system.rollouts().stream()
                .map(each -> each.model() + ":" + number(each.serving()))
                .collect(Collectors.joining(" ")));
  }

  private String title(Status status) {
    SystemState.Gateway gateway = status.system().gateway();
    String views = gateway.views().toString();
    return "%s  version %s, up %s, %s, views %s"
        .formatted(
            style.bold("weft at " + status.server().replaceAll("/$", "")),
            gateway.version(),
            Format.seconds(gateway.uptimeSeconds()),
            gateway.replicas() == null
                ? "number of gateways unknown"
                : Format.count(gateway.replicas(), "gateway"),
            views.equals("running") ? views : style.yellow(views));
  }

  private String ground(SystemState.Backend part) {
    return "%s %s%s"
        .formatted(
            part.reachable() ? style.yes() : style.no(),
            part.name(),
            part.reachable()
                ? ""
                : style.red(": " + (part.problem() == null ? "does not respond" : part.problem())));
  }

  private static String rates(SystemState system) {
    SystemState.Rates rates = system.answeredPerSecond();
    return "%s/s (1 min), %s/s (5 min)"
        .formatted(Format.rate(rates.lastMinute()), Format.rate(rates.lastFiveMinutes()));
  }

  private static String rejections(SystemState system) {
    long all = 0;
    List<String> reasons = new ArrayList<>();
    for (SystemState.Rejections each : system.rejections()) {
      long count = each.lastHour();
      all += count;
      if (count > 0) {
        reasons.add(each.reason() + " " + count);
      }
    }
    return all + (reasons.isEmpty() ? "" : " (" + String.join(", ", reasons) + ")");
  }

  private static String lags(SystemState system) {
    return system.lag().stream()
        .map(lag -> lag.group() + " " + number(lag.records()))
        .collect(Collectors.joining(", "));
  }

  private List<String> classifiers(SystemState system) {
    if (system.replicas().isEmpty()) {
      return List.of(
          style.bold("classifiers"), "  no classifier has reported; images wait until one does");
    }
    Table table =
        new Table()
            .column("classifiers", Align.LEFT)
            .column("", Align.LEFT)
            .column("versions", Align.LEFT)
            .column("engine", Align.LEFT)
            .column("reported", Align.RIGHT);
    for (SystemState.Replica replica : system.replicas()) {
      table.row(
          "  " + Table.shorten(replica.replica(), NAME),
          replica.live() ? style.yes() : style.no(),
          held(replica),
          replica.engine() == null ? "-" : replica.engine(),
          Format.seconds(replica.secondsAgo()) + " ago");
    }
    return table.lines(style);
  }

  private static String held(SystemState.Replica replica) {
    List<String> held = new ArrayList<>();
    for (SystemState.ReplicaVersion version : replica.versions()) {
      boolean does = version.role() != null && version.state() == LoadState.READY;
      held.add(
          "%s:%d %s"
              .formatted(
                  replica.model(), version.version(), does ? version.role() : version.state()));
    }
    return held.isEmpty() ? "nothing" : String.join(", ", held);
  }

  private static List<String> trainings(SystemState system) {
    List<String> lines = new ArrayList<>();
    for (SystemState.Training training : system.trainings()) {
      String epoch =
          training.epoch() == null
              ? ""
              : ", epoch %d of %s".formatted(training.epoch(), number(training.epochs()));
      lines.add(
          "  %s of %s: %s%s"
              .formatted(
                  Table.shorten(training.id(), NAME),
                  training.model(),
                  training.phase() == null ? training.state() : training.phase(),
                  epoch));
    }
    return lines.isEmpty() ? List.of("  none is running") : lines;
  }

  /** Returns the number; a question mark if the server does not know it. */
  private static String number(Number value) {
    return value == null ? "?" : value.toString();
  }
}
