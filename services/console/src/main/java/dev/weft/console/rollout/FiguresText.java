package dev.weft.console.rollout;

import dev.weft.client.figures.Figures;
import dev.weft.client.figures.VersionFigures;
import dev.weft.console.terminal.Style;
import dev.weft.console.terminal.Table;
import dev.weft.console.terminal.Table.Align;
import java.util.ArrayList;
import java.util.List;

/** Figures of each version on live images, as text. */
final class FiguresText {

  private final Style style;

  FiguresText(Style style) {
    this.style = style;
  }

  /**
   * A row for each version; empty if nothing was measured.
   *
   * @param figures null if there are none
   * @param when they were measured
   */
  List<String> lines(Figures figures, String when) {
    if (figures == null || figures.versions().isEmpty()) {
      return List.of();
    }
    Table table =
        new Table()
            .column("version", Align.RIGHT)
            .column("images", Align.RIGHT)
            .column("failed", Align.RIGHT)
            .column("rejected", Align.RIGHT)
            .column("infer p95", Align.RIGHT)
            .column("answer p95", Align.RIGHT)
            .column("agreed", Align.RIGHT)
            .column("accuracy (95 %)", Align.LEFT)
            .column("all images (estimated)", Align.LEFT);
    for (VersionFigures version : figures.versions()) {
      table.row(
          String.valueOf(version.version()),
          String.valueOf(version.images()),
          String.valueOf(version.failures()),
          String.valueOf(version.rejections()),
          MetricFormat.seconds(version.inferSeconds().p95()),
          MetricFormat.seconds(version.endToEndSeconds().p95()),
          MetricFormat.percent(version.agreement()),
          MetricFormat.share(version.accuracy()),
          MetricFormat.estimate(version.estimatedAccuracy()));
    }
    List<String> lines = new ArrayList<>(table.lines(style));
    lines.add(0, style.dim("measured " + when));
    return lines;
  }
}
