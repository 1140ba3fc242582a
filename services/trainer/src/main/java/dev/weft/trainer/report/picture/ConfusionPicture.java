package dev.weft.trainer.report.picture;

import dev.weft.trainer.report.Judged;
import dev.weft.trainer.report.Report;
import java.awt.geom.Rectangle2D;
import java.util.List;

/** The confusion matrices of all versions side by side, with aligned rows. */
final class ConfusionPicture {
  private static final int GAP = 36;
  private static final int CAPTION = 46;
  private static final int AXIS_LABEL = 38;
  private static final int NARROWEST = 220;
  private static final int NARROWEST_SHEET = 700;

  private final ShownClasses shown;
  private final List<Judged> judged;
  private final List<ShownConfusion> matrices;
  private final MatrixChart charts;

  private ConfusionPicture(Report report) {
    shown = ShownClasses.of(report);
    judged = report.evaluations();
    matrices = judged.stream().map(one -> ShownConfusion.of(one.evaluation(), shown)).toList();
    charts = new MatrixChart(shown.names());
  }

  static Sheet draw(Report report) {
    return new ConfusionPicture(report).draw();
  }

  private Sheet draw() {
    int names = widestName() + 14 + AXIS_LABEL;
    int wide = matrices.stream().mapToInt(this::wide).max().orElseThrow();
    int step = Math.max(wide, NARROWEST) + GAP;
    int left = Sheet.MARGIN + names;
    int top = Sheet.HEADER + CAPTION;
    int high = charts.cell() * shown.names().size() + names;
    int sheetWide = left + step * judged.size() - GAP + Sheet.MARGIN;
    var sheet = new Sheet(Math.max(NARROWEST_SHEET, sheetWide), top + high + 14);
    sheet.title(
        "Confusion matrix, held-out images",
        "Number of images; shade: share of the row" + shown.note());
    for (int i = 0; i < judged.size(); i++) {
      int x = left + i * step;
      int space = i == 0 ? names : 0;
      sheet.text(judged.get(i).title(), PictureStyle.BOLD, PictureStyle.INK, x, top - 30.0);
      sheet.text(caption(judged.get(i)), PictureStyle.TEXT, PictureStyle.PALE, x, top - 11.0);
      sheet.chart(
          charts.of(matrices.get(i), space, names),
          new Rectangle2D.Double(
              (double) x - space, top, (double) space + wide(matrices.get(i)), high));
      double middle =
          x + (wide(matrices.get(i)) - sheet.wide("predicted class", PictureStyle.TEXT)) / 2;
      sheet.text("predicted class", PictureStyle.TEXT, PictureStyle.INK, middle, top + high - 8.0);
    }
    return sheet;
  }

  private int wide(ShownConfusion matrix) {
    return charts.cell() * matrix.columns();
  }

  private static String caption(Judged judged) {
    return "accuracy %s of %d images"
        .formatted(
            PictureStyle.percent(judged.evaluation().accuracy()), judged.evaluation().images());
  }

  /** Measured on a separate sheet, since the picture's size depends on it. */
  private int widestName() {
    var scratch = new Sheet(1, 1);
    return (int)
        charts.names().stream()
            .mapToDouble(name -> scratch.wide(name, PictureStyle.SMALL))
            .max()
            .orElseThrow();
  }
}
