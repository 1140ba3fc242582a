package dev.weft.trainer.report.picture;

import dev.weft.trainer.phase.Epoch;
import dev.weft.trainer.report.Report;
import java.awt.geom.Ellipse2D;
import java.awt.geom.Rectangle2D;
import java.util.function.Function;
import java.util.function.ToDoubleFunction;
import java.util.stream.Collectors;
import java.util.stream.DoubleStream;
import org.jfree.chart.ChartRenderingInfo;
import org.jfree.chart.JFreeChart;
import org.jfree.chart.axis.NumberAxis;
import org.jfree.chart.axis.ValueAxis;
import org.jfree.chart.plot.CombinedDomainXYPlot;
import org.jfree.chart.plot.IntervalMarker;
import org.jfree.chart.plot.ValueMarker;
import org.jfree.chart.plot.XYPlot;
import org.jfree.chart.renderer.xy.XYLineAndShapeRenderer;
import org.jfree.chart.ui.Layer;
import org.jfree.chart.ui.RectangleEdge;
import org.jfree.data.xy.XYSeries;
import org.jfree.data.xy.XYSeriesCollection;

/** Loss above accuracy by epoch, with one axis for both phases. */
public final class CurvesPicture {
  public static final int WIDTH = 1100;
  public static final int HEIGHT = 760;
  private static final double DOT = 2.5;
  private static final double RING = 6;

  private final Timeline time;

  private CurvesPicture(Timeline time) {
    this.time = time;
  }

  static Sheet draw(Report report) {
    return new CurvesPicture(Timeline.of(report.curves())).draw(report.fineTunedFrom());
  }

  private Sheet draw(String fineTunedFrom) {
    NumberAxis epochs = PictureStyle.axis(new EpochAxis(time));
    var both = new CombinedDomainXYPlot(epochs);
    both.setGap(22);
    NumberAxis losses = PictureStyle.axis(new NumberAxis("loss"));
    losses.setAutoRangeIncludesZero(true);
    XYPlot loss = plot(losses, Epoch::loss, Epoch::validationLoss);
    losses.setTickUnit(PictureStyle.step(losses.getRange().getLength()));
    both.add(loss);
    both.add(plot(accuracyAxis(), Epoch::accuracy, Epoch::validationAccuracy));
    JFreeChart chart = PictureStyle.chart(both);
    chart.addSubtitle(PictureStyle.legend(loss));
    var sheet = new Sheet(WIDTH, HEIGHT);
    sheet.title("Training", subtitle(fineTunedFrom));
    int top = Sheet.HEADER + 18;
    ChartRenderingInfo info =
        sheet.chart(
            chart,
            new Rectangle2D.Double(
                Sheet.MARGIN, top, WIDTH - 2.0 * Sheet.MARGIN, HEIGHT - top - 14.0));
    nameSpans(sheet, epochs, info.getPlotInfo().getSubplotInfo(0).getDataArea());
    return sheet;
  }

  private String subtitle(String fineTunedFrom) {
    String best =
        time.spans().stream()
            .map(
                span ->
                    "%s: best epoch %d, %s right in validation"
                        .formatted(
                            span.name().equals("fine-tune")
                                ? "fine-tune from " + fineTunedFrom
                                : span.name(),
                            span.curve().best(),
                            PictureStyle.percent(span.best().validationAccuracy())))
            .collect(Collectors.joining("; "));
    return Character.toUpperCase(best.charAt(0)) + best.substring(1);
  }

  private void nameSpans(Sheet sheet, ValueAxis axis, Rectangle2D area) {
    for (Timeline.Span span : time.spans()) {
      double middle = (span.at(span.first()) + span.at(span.last())) / 2;
      double wide = sheet.wide(span.name(), PictureStyle.BOLD);
      double left = axis.valueToJava2D(middle, area, RectangleEdge.BOTTOM) - wide / 2;
      double most = area.getMaxX() - wide;
      sheet.text(
          span.name(),
          PictureStyle.BOLD,
          PictureStyle.INK,
          Math.min(left, most),
          area.getMinY() - 9);
    }
  }

  private XYPlot plot(
      NumberAxis axis, Function<Epoch, Double> training, ToDoubleFunction<Epoch> validation) {
    XYSeries best = new XYSeries("best epoch, whose weights are kept");
    for (Timeline.Span span : time.spans()) {
      best.add(span.at(span.curve().best()), finite(validation.applyAsDouble(span.best())));
    }
    var data = new XYSeriesCollection();
    data.addSeries(
        series(
            "training images",
            epoch -> training.apply(epoch) == null ? Double.NaN : training.apply(epoch)));
    data.addSeries(series("validation images", validation));
    data.addSeries(best);
    return mark(new XYPlot(data, null, axis, renderer()));
  }

  /** Both phases with a gap between them, over which no line is drawn. */
  private XYSeries series(String name, ToDoubleFunction<Epoch> figure) {
    var series = new XYSeries(name);
    for (Timeline.Span span : time.spans()) {
      if (!series.isEmpty()) {
        series.add(span.at(span.first()) - 0.5, Double.NaN);
      }
      for (Epoch epoch : span.curve().epochs()) {
        series.add(span.at(epoch.number()), finite(figure.applyAsDouble(epoch)));
      }
    }
    return series;
  }

  private XYPlot mark(XYPlot plot) {
    PictureStyle.grid(plot);
    for (Timeline.Span span : time.spans()) {
      if (span.name().equals("fine-tune")) {
        plot.addDomainMarker(
            new IntervalMarker(span.at(span.first()) - 0.5, time.end(), PictureStyle.BAND),
            Layer.BACKGROUND);
      }
      plot.addDomainMarker(
          new ValueMarker(span.at(span.curve().best()), PictureStyle.GREY, PictureStyle.DASHES),
          Layer.BACKGROUND);
    }
    return plot;
  }

  private static XYLineAndShapeRenderer renderer() {
    var renderer = new XYLineAndShapeRenderer();
    var dot = new Ellipse2D.Double(-DOT, -DOT, 2 * DOT, 2 * DOT);
    for (int i = 0; i < 2; i++) {
      renderer.setSeriesPaint(i, i == 0 ? PictureStyle.SKY : PictureStyle.VERMILION);
      renderer.setSeriesStroke(i, PictureStyle.LINE);
      renderer.setSeriesShape(i, dot);
    }
    renderer.setSeriesLinesVisible(2, false);
    renderer.setSeriesShapesFilled(2, false);
    renderer.setSeriesPaint(2, PictureStyle.INK);
    renderer.setSeriesOutlineStroke(2, PictureStyle.LINE);
    renderer.setSeriesStroke(2, PictureStyle.LINE);
    renderer.setSeriesShape(2, new Ellipse2D.Double(-RING, -RING, 2 * RING, 2 * RING));
    return renderer;
  }

  private NumberAxis accuracyAxis() {
    double lowest =
        time.spans().stream()
            .flatMap(span -> span.curve().epochs().stream())
            .flatMapToDouble(
                epoch ->
                    DoubleStream.of(
                        epoch.validationAccuracy(),
                        epoch.accuracy() == null ? Double.NaN : epoch.accuracy()))
            .filter(Double::isFinite)
            .min()
            .orElse(0);
    double from = Math.max(0, Math.min(0.9, Math.floor(10 * lowest - 0.1) / 10));
    return PictureStyle.shares("accuracy", from, 1 + (1 - from) / 40);
  }

  private static double finite(double value) {
    return Double.isFinite(value) ? value : Double.NaN;
  }
}
