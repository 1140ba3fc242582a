package dev.weft.console.rollout;

import dev.weft.client.rollout.Replica;
import dev.weft.client.rollout.RolloutState;
import dev.weft.console.terminal.Format;
import dev.weft.console.terminal.Style;
import dev.weft.console.terminal.Table;
import dev.weft.console.terminal.Table.Align;
import java.util.ArrayList;
import java.util.List;

/** The state of a version on each replica, as text. */
final class ReplicasText {

  private final Style style;

  ReplicasText(Style style) {
    this.style = style;
  }

  /** A row for each replica, and a line for each message; empty without replicas. */
  List<String> lines(RolloutState state) {
    if (state.replicas().isEmpty()) {
      return List.of();
    }
    Integer wanted =
        state.rollout() == null ? state.serving() : (Integer) state.rollout().version();
    Table table =
        new Table()
            .column("", Align.LEFT)
            .column("replica", Align.LEFT)
            .column("serving", Align.LEFT)
            .column("versions", Align.LEFT)
            .column("engine", Align.LEFT)
            .column("reported", Align.RIGHT);
    List<String> reasons = new ArrayList<>();
    for (Replica replica : state.replicas()) {
      table.row(
          mark(replica, wanted),
          replica.replica(),
          replica.serving() == null ? "-" : "version " + replica.serving(),
          held(replica, reasons),
          replica.engine() == null ? "-" : replica.engine(),
          lastReport(replica));
    }
    List<String> lines = new ArrayList<>(table.lines(style));
    lines.addAll(reasons);
    return lines;
  }

  private String mark(Replica replica, Integer wanted) {
    if (!replica.live()) {
      return style.dim(style.unicode() ? "·" : ".");
    }
    for (Replica.Version version : replica.versions()) {
      if (wanted != null && version.version() == wanted) {
        return switch (version.state()) {
          case READY -> style.yes();
          case LOADING -> style.yellow(style.unicode() ? "…" : "~");
          default -> style.no();
        };
      }
    }
    return style.yellow("?");
  }

  private String held(Replica replica, List<String> reasons) {
    List<String> held = new ArrayList<>();
    for (Replica.Version version : replica.versions()) {
      held.add(version.version() + " " + version.state());
      if (version.reason() != null) {
        reasons.add(
            "  %s, version %d: %s"
                .formatted(replica.replica(), version.version(), style.red(version.reason())));
      }
    }
    return held.isEmpty() ? "nothing" : String.join(", ", held);
  }

  private static String lastReport(Replica replica) {
    if (replica.leaving()) {
      return "shut down";
    }
    return Format.seconds(replica.secondsAgo()) + " ago";
  }
}
