package dev.weft.trainer.report;

import dev.weft.trainer.evaluate.Evaluation.Bin;
import java.awt.Shape;
import java.awt.geom.Ellipse2D;
import java.awt.geom.Rectangle2D;
import java.util.List;
import org.jfree.chart.JFreeChart;
import org.jfree.chart.plot.SeriesRenderingOrder;
import org.jfree.chart.plot.XYPlot;
import org.jfree.chart.renderer.xy.XYLineAndShapeRenderer;
import org.jfree.data.xy.XYSeries;
import org.jfree.data.xy.XYSeriesCollection;

/**
 * Reliability diagram (Guo et al., 2017, arXiv:1706.04599): how often answers of some probability
 * are right. Points on the diagonal are probabilities that mean what they say.
 */
final class CalibrationPicture {
  static final int WIDTH = 760;
  static final int HEIGHT = 820;
  private static final double LOWEST = -0.02;
  private static final double HIGHEST = 1.04;
  private static final String IDEAL = "ideal";

  private final List<Judged> judged;

  private CalibrationPicture(List<Judged> judged) {
    this.judged = judged;
  }

  static Sheet draw(Report report) {
    return new CalibrationPicture(report.evaluations()).draw();
  }

  private Sheet draw() {
    var data = new XYSeriesCollection();
    data.addSeries(diagonal());
    for (Judged one : judged) {
      data.addSeries(points(one));
    }
    var plot =
        new XYPlot(
            data,
            Style.shares("probability of the answer", LOWEST, HIGHEST),
            Style.shares("share that is right", LOWEST, HIGHEST),
            renderer());
    Style.grid(plot);
    plot.setDomainGridlinesVisible(true);
    plot.setDomainGridlinePaint(Style.GRID);
    plot.setDomainGridlineStroke(Style.HAIR);
    plot.setSeriesRenderingOrder(SeriesRenderingOrder.FORWARD);
    JFreeChart chart = Style.chart(plot);
    chart.addSubtitle(Style.legend(plot));
    var sheet = new Sheet(WIDTH, HEIGHT);
    sheet.title(
        "Calibration on the test images",
        "Larger points stand for more images; ECE: expected calibration error");
    sheet.chart(
        chart,
        new Rectangle2D.Double(
            Sheet.MARGIN, Sheet.HEADER, WIDTH - 2.0 * Sheet.MARGIN, HEIGHT - Sheet.HEADER - 12.0));
    return sheet;
  }

  private static XYSeries diagonal() {
    var series = new XYSeries(IDEAL);
    series.add(0, 0);
    series.add(1, 1);
    return series;
  }

  private static XYSeries points(Judged judged) {
    String name =
        "%s: ECE %s"
            .formatted(judged.title(), Style.percent(judged.evaluation().calibrationError()));
    var series = new XYSeries(name, false);
    judged.evaluation().calibration().forEach(bin -> series.add(bin.confidence(), bin.accuracy()));
    return series;
  }

  private XYLineAndShapeRenderer renderer() {
    var renderer = new Points(judged);
    renderer.setSeriesPaint(0, Style.GREY);
    renderer.setSeriesStroke(0, Style.DASHES);
    renderer.setSeriesShapesVisible(0, false);
    for (int i = 0; i < judged.size(); i++) {
      renderer.setSeriesPaint(i + 1, Style.of(judged.get(i), i));
      renderer.setSeriesStroke(i + 1, Style.THIN);
    }
    return renderer;
  }

  /** Points whose area follows the number of images. */
  private static final class Points extends XYLineAndShapeRenderer {
    private static final double SMALLEST = 2.5;
    private static final double LARGEST = 14;
    private final transient List<Judged> judged;

    Points(List<Judged> judged) {
      this.judged = judged;
      setDefaultLegendShape(circle(5));
    }

    @Override
    public Shape getItemShape(int series, int item) {
      if (series == 0) {
        return circle(SMALLEST);
      }
      Judged one = judged.get(series - 1);
      Bin bin = one.evaluation().calibration().get(item);
      double share = (double) bin.images() / Math.max(1, one.evaluation().images());
      return circle(Math.max(SMALLEST, LARGEST * Math.sqrt(share)));
    }

    private static Shape circle(double radius) {
      return new Ellipse2D.Double(-radius, -radius, 2 * radius, 2 * radius);
    }
  }
}
