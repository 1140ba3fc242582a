package dev.weft.trainer.report.picture;

import dev.weft.trainer.evaluate.Evaluation.ClassFigures;
import dev.weft.trainer.report.Judged;
import dev.weft.trainer.report.Report;
import java.awt.Color;
import java.awt.geom.Rectangle2D;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jfree.chart.JFreeChart;
import org.jfree.chart.axis.AxisLocation;
import org.jfree.chart.axis.CategoryAxis;
import org.jfree.chart.plot.CategoryPlot;
import org.jfree.chart.plot.PlotOrientation;
import org.jfree.chart.renderer.category.BarRenderer;
import org.jfree.chart.renderer.category.StandardBarPainter;
import org.jfree.chart.ui.RectangleInsets;
import org.jfree.data.category.DefaultCategoryDataset;

/** F1 of each class, one bar per version; bars are horizontal, so that names are readable. */
final class ClassesPicture {
  static final int WIDTH = 900;
  private static final int BAR = 11;
  private static final int SPACE = 13;
  private static final int AXES = 84;

  private final ShownClasses shown;
  private final List<Judged> judged;
  private final Map<String, Integer> images = new HashMap<>();

  private ClassesPicture(Report report) {
    shown = ShownClasses.of(report);
    judged = report.evaluations();
    report.dataset().classes().forEach(one -> images.put(one.name(), one.test()));
  }

  /**
   * A group of bars, identified by position since shortened names may be equal.
   *
   * @param position position among the shown classes
   * @param text for people
   */
  private record Group(int position, String text) implements Comparable<Group> {
    @Override
    public int compareTo(Group other) {
      return Integer.compare(position, other.position);
    }

    @Override
    public String toString() {
      return text;
    }
  }

  static Sheet draw(Report report) {
    return new ClassesPicture(report).draw();
  }

  private Sheet draw() {
    int group = BAR * judged.size() + SPACE;
    int height = Sheet.HEADER + group * shown.names().size() + AXES;
    var sheet = new Sheet(WIDTH, height);
    sheet.title(
        "F1 by class, held-out images",
        "In brackets the number of images; no bar where F1 is 0" + shown.note());
    sheet.chart(
        chart(),
        new Rectangle2D.Double(
            Sheet.MARGIN, Sheet.HEADER, WIDTH - 2.0 * Sheet.MARGIN, height - Sheet.HEADER - 12.0));
    return sheet;
  }

  private JFreeChart chart() {
    var plot = new CategoryPlot(bars(), names(), PictureStyle.shares("F1", 0, 1), renderer());
    plot.setOrientation(PlotOrientation.HORIZONTAL);
    plot.setRangeAxisLocation(AxisLocation.BOTTOM_OR_LEFT);
    plot.setRangeGridlinePaint(PictureStyle.GRID);
    plot.setRangeGridlineStroke(PictureStyle.HAIR);
    plot.setAxisOffset(RectangleInsets.ZERO_INSETS);
    JFreeChart chart = PictureStyle.chart(plot);
    plot.setInsets(new RectangleInsets(0, 0, 0, 28));
    chart.addSubtitle(PictureStyle.legend(plot));
    return chart;
  }

  private CategoryAxis names() {
    CategoryAxis axis = PictureStyle.axis(new CategoryAxis());
    axis.setTickMarksVisible(false);
    axis.setLowerMargin(0.2 / shown.names().size());
    axis.setUpperMargin(0.2 / shown.names().size());
    axis.setCategoryMargin((double) SPACE / (BAR * judged.size() + SPACE));
    axis.setMaximumCategoryLabelWidthRatio(0.4f);
    return axis;
  }

  private BarRenderer renderer() {
    var renderer = new BarRenderer();
    renderer.setBarPainter(new StandardBarPainter());
    renderer.setShadowVisible(false);
    renderer.setDrawBarOutline(false);
    renderer.setItemMargin(0.06);
    for (int i = 0; i < judged.size(); i++) {
      Color colour = PictureStyle.of(judged.get(i), i);
      renderer.setSeriesPaint(i, colour);
    }
    return renderer;
  }

  private DefaultCategoryDataset bars() {
    var data = new DefaultCategoryDataset();
    for (int i = 0; i < judged.size(); i++) {
      Map<String, Double> f1 = new HashMap<>();
      for (ClassFigures figures : judged.get(i).evaluation().classes()) {
        f1.put(figures.name(), figures.f1());
      }
      var version = new Group(i, judged.get(i).title());
      for (int c = 0; c < shown.names().size(); c++) {
        String name = shown.names().get(c);
        var text = "%s (%d)".formatted(PictureStyle.name(name), images.get(name));
        data.addValue(finite(f1.get(name)), version, new Group(c, text));
      }
    }
    return data;
  }

  private static Double finite(Double value) {
    return value == null || !Double.isFinite(value) ? null : value;
  }
}
