package dev.weft.cli.rollout;

import com.fasterxml.jackson.databind.JsonNode;
import dev.weft.cli.terminal.Style;
import dev.weft.cli.terminal.Table;
import dev.weft.cli.terminal.Table.Align;
import java.util.ArrayList;
import java.util.List;

/** What each version did to live images. */
final class FiguresText {

  private final Style style;

  FiguresText(Style style) {
    this.style = style;
  }

  /**
   * A row for each version; empty if nothing was measured.
   *
   * @param figures as the API has them
   * @param when they were measured
   */
  List<String> lines(JsonNode figures, String when) {
    if (figures.path("versions").isEmpty()) {
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
            .column("accuracy (95 %)", Align.LEFT);
    for (JsonNode version : figures.path("versions")) {
      table.row(
          version.path("version").asText(),
          version.path("images").asText(),
          version.path("failures").asText(),
          version.path("rejections").asText(),
          MetricFormat.seconds(version.path("inferSeconds").path("p95")),
          MetricFormat.seconds(version.path("endToEndSeconds").path("p95")),
          MetricFormat.percent(version.path("agreement")),
          MetricFormat.share(version.path("accuracy")));
    }
    List<String> lines = new ArrayList<>(table.lines(style));
    lines.add(0, style.dim("measured " + when));
    return lines;
  }
}
