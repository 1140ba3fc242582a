package dev.weft.demo;

import dev.weft.console.publish.Confusion;
import dev.weft.console.terminal.Format;
import dev.weft.console.terminal.Style;
import dev.weft.console.terminal.Table;
import dev.weft.console.terminal.Table.Align;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;

/** Formats the result of the retraining as a table and some sentences. */
final class RetrainingText {
  private final Style style;

  RetrainingText(Style style) {
    this.style = style;
  }

  List<String> lines(RetrainingResult result, URI server) {
    List<String> lines = new ArrayList<>();
    lines.add(style.bold("Before and after"));
    table(result).lines(style).forEach(line -> lines.add("  " + line));
    lines.add(
        style.dim(
            "  Unseen: drawings that were never labeled, in this run or another; no version was"
                + " trained on them."));
    if (!result.published()) {
      lines.add("  " + style.red("There is no new version: ") + result.sentence(style));
    }
    result.rollouts().forEach(end -> lines.add("  " + sentence(end)));
    result
        .report()
        .ifPresent(
            path ->
                lines.add("  Report: " + server.resolve(path) + style.dim(" (while Weft runs)")));
    return lines;
  }

  private String sentence(RolloutEnd end) {
    String outcome =
        end.promoted() ? style.green("was promoted") : style.yellow("was " + end.outcome());
    return "Version %d %s within %s: %s"
        .formatted(end.version(), outcome, Format.seconds(end.seconds()), end.reason());
  }

  private Table table(RetrainingResult result) {
    Table table =
        new Table()
            .column("version", Align.LEFT)
            .column("unseen drawings", Align.RIGHT)
            .column("right", Align.RIGHT)
            .column("accuracy", Align.RIGHT);
    for (int i = 0; i < result.scores().size(); i++) {
      VersionScore score = result.scores().get(i);
      Confusion confusion = score.board().confusion();
      String accuracy = Format.percent(score.accuracy());
      table.row(
          score.model(),
          String.valueOf(score.board().images()),
          String.valueOf(confusion.correct()),
          i > 0 ? style.green(accuracy) : accuracy);
    }
    return table;
  }
}
