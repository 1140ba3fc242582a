package dev.weft.trainer.report.picture;

import dev.weft.trainer.evaluate.Evaluation.Bin;
import dev.weft.trainer.report.Judged;
import dev.weft.trainer.report.Report;
import java.awt.Color;
import java.awt.Shape;
import java.awt.geom.Ellipse2D;
import java.awt.geom.Rectangle2D;
import java.util.ArrayList;
import java.util.List;
import org.jfree.chart.JFreeChart;
import org.jfree.chart.plot.SeriesRenderingOrder;
import org.jfree.chart.plot.XYPlot;
import org.jfree.chart.renderer.xy.XYLineAndShapeRenderer;
import org.jfree.data.xy.XYSeries;
import org.jfree.data.xy.XYSeriesCollection;

/**
 * Reliability diagram (Guo et al., 2017, arXiv:1706.04599): accuracy by confidence. Points on the
 * diagonal are perfectly calibrated.
 */
public final class CalibrationPicture {
  public static final int WIDTH = 760;
  public static final int HEIGHT = 820;
  private static final double LOWEST = -0.02;
  private static final double HIGHEST = 1.04;
  private static final String IDEAL = "ideal";

  /**
   * The points of one version.
   *
   * @param title for people
   * @param error expected calibration error
   * @param bins points
   * @param color of the points
   */
  private record Answered(String title, double error, List<Bin> bins, Color color) {
    double share(int bin) {
      int images = bins.stream().mapToInt(Bin::images).sum();
      return (double) bins.get(bin).images() / Math.max(1, images);
    }
  }

  private final String judgedBy;
  private final List<Answered> all;

  private CalibrationPicture(String judgedBy, List<Answered> all) {
    this.judgedBy = judgedBy;
    this.all = all;
  }

  static Sheet draw(Report report) {
    List<Answered> all = new ArrayList<>();
    if (report.calibration() != null) {
      all.add(
          new Answered(
              "before scaling",
              report.calibration().errorBefore(),
              report.calibration().before(),
              PictureStyle.BEFORE));
    }
    for (int i = 0; i < report.evaluations().size(); i++) {
      Judged judged = report.evaluations().get(i);
      all.add(
          new Answered(
              judged.title(),
              judged.evaluation().calibrationError(),
              judged.evaluation().calibration(),
              PictureStyle.of(judged, i)));
    }
    return new CalibrationPicture(report.folds() > 0 ? "held-out images" : "the test images", all)
        .draw();
  }

  private Sheet draw() {
    var data = new XYSeriesCollection();
    data.addSeries(diagonal());
    for (Answered one : all) {
      data.addSeries(points(one));
    }
    var plot =
        new XYPlot(
            data,
            PictureStyle.shares("probability of the answer", LOWEST, HIGHEST),
            PictureStyle.shares("share that is right", LOWEST, HIGHEST),
            renderer());
    PictureStyle.grid(plot);
    plot.setDomainGridlinesVisible(true);
    plot.setDomainGridlinePaint(PictureStyle.GRID);
    plot.setDomainGridlineStroke(PictureStyle.HAIR);
    plot.setSeriesRenderingOrder(SeriesRenderingOrder.FORWARD);
    JFreeChart chart = PictureStyle.chart(plot);
    chart.addSubtitle(PictureStyle.legend(plot));
    var sheet = new Sheet(WIDTH, HEIGHT);
    sheet.title(
        "Calibration on " + judgedBy,
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

  private static XYSeries points(Answered answered) {
    String name = "%s: ECE %s".formatted(answered.title(), PictureStyle.percent(answered.error()));
    var series = new XYSeries(name, false);
    answered.bins().forEach(bin -> series.add(bin.confidence(), bin.accuracy()));
    return series;
  }

  private XYLineAndShapeRenderer renderer() {
    var renderer = new Points(all);
    renderer.setSeriesPaint(0, PictureStyle.GREY);
    renderer.setSeriesStroke(0, PictureStyle.DASHES);
    renderer.setSeriesShapesVisible(0, false);
    for (int i = 0; i < all.size(); i++) {
      renderer.setSeriesPaint(i + 1, all.get(i).color());
      renderer.setSeriesStroke(i + 1, PictureStyle.THIN);
    }
    return renderer;
  }

  /** Draws points whose area is proportional to the number of images. */
  private static final class Points extends XYLineAndShapeRenderer {
    private static final double SMALLEST = 2.5;
    private static final double LARGEST = 14;
    private final transient List<Answered> all;

    Points(List<Answered> all) {
      this.all = all;
      setDefaultLegendShape(circle(5));
    }

    @Override
    public Shape getItemShape(int series, int item) {
      if (series == 0) {
        return circle(SMALLEST);
      }
      double share = all.get(series - 1).share(item);
      return circle(Math.max(SMALLEST, LARGEST * Math.sqrt(share)));
    }

    private static Shape circle(double radius) {
      return new Ellipse2D.Double(-radius, -radius, 2 * radius, 2 * radius);
    }
  }
}
