package dev.weft.trainer.report.picture;

import dev.weft.trainer.report.Judged;
import java.awt.BasicStroke;
import java.awt.Color;
import java.awt.Font;
import java.text.DecimalFormat;
import java.text.DecimalFormatSymbols;
import java.util.Locale;
import org.jfree.chart.JFreeChart;
import org.jfree.chart.axis.Axis;
import org.jfree.chart.axis.NumberAxis;
import org.jfree.chart.axis.NumberTickUnit;
import org.jfree.chart.block.BlockBorder;
import org.jfree.chart.plot.Plot;
import org.jfree.chart.plot.XYPlot;
import org.jfree.chart.title.LegendTitle;
import org.jfree.chart.ui.RectangleEdge;
import org.jfree.chart.ui.RectangleInsets;

/**
 * Style of all pictures: dark on white, without decoration, in colours that people with
 * colour-blindness can distinguish (Okabe and Ito, 2008).
 */
final class PictureStyle {
  static final Color INK = new Color(0x1F2937);
  static final Color PALE = new Color(0x6B7280);
  static final Color GRID = new Color(0xDFE3E8);
  static final Color BAND = new Color(0xF3F4F6);
  static final Color BLUE = new Color(0x0072B2);
  static final Color ORANGE = new Color(0xE69F00);
  static final Color GREY = new Color(0x9CA3AF);

  /** Colour of a version before its calibration. */
  static final Color BEFORE = new Color(0xC4B5FD);

  static final Color SKY = new Color(0x56B4E9);
  static final Color VERMILION = new Color(0xD55E00);

  static final Font TITLE = new Font(Font.SANS_SERIF, Font.BOLD, 17);
  static final Font BOLD = new Font(Font.SANS_SERIF, Font.BOLD, 14);
  static final Font TEXT = new Font(Font.SANS_SERIF, Font.PLAIN, 13);
  static final Font SMALL = new Font(Font.SANS_SERIF, Font.PLAIN, 12);

  static final BasicStroke LINE = new BasicStroke(2, BasicStroke.CAP_ROUND, BasicStroke.JOIN_ROUND);
  static final BasicStroke THIN = new BasicStroke(1.2f);
  static final BasicStroke HAIR = new BasicStroke(1);
  static final BasicStroke DASHES =
      new BasicStroke(1, BasicStroke.CAP_BUTT, BasicStroke.JOIN_BEVEL, 0, new float[] {4, 4}, 0);

  private static final Color[] OTHERS = {
    SKY, VERMILION, new Color(0x009E73), new Color(0xCC79A7), new Color(0xF0E442)
  };
  private static final int TICKS = 10;
  private static final double MANY = 1e5;
  private static final int NAME_LENGTH = 20;
  private static final int NAME_END = 7;

  private PictureStyle() {}

  /** Returns the colour of a version, the same in every picture. */
  static Color of(Judged judged, int position) {
    return switch (judged.name()) {
      case Judged.SERVING -> GREY;
      case Judged.FROZEN_HEAD -> ORANGE;
      case Judged.FINE_TUNED -> BLUE;
      default -> OTHERS[position % OTHERS.length];
    };
  }

  /**
   * Returns a class name of at most 20 characters; longer ones are cut in the middle, since ends
   * differ.
   */
  static String name(String name) {
    int length = name.codePointCount(0, name.length());
    if (length <= NAME_LENGTH) {
      return name;
    }
    int start = name.offsetByCodePoints(0, NAME_LENGTH - NAME_END - 1);
    int end = name.offsetByCodePoints(name.length(), -NAME_END);
    return name.substring(0, start).strip() + "…" + name.substring(end).strip();
  }

  /** Formats a share, such as {@code 97.4 %}. */
  static String percent(double share) {
    return Double.isFinite(share) ? String.format(Locale.ROOT, "%.1f %%", 100 * share) : "–";
  }

  static JFreeChart chart(Plot plot) {
    plot.setBackgroundPaint(Color.WHITE);
    plot.setOutlineVisible(false);
    plot.setInsets(RectangleInsets.ZERO_INSETS);
    var chart = new JFreeChart(null, TEXT, plot, false);
    chart.setBackgroundPaint(Color.WHITE);
    chart.setPadding(RectangleInsets.ZERO_INSETS);
    return chart;
  }

  static LegendTitle legend(Plot plot) {
    var legend = new LegendTitle(plot);
    legend.setItemFont(TEXT);
    legend.setItemPaint(INK);
    legend.setPosition(RectangleEdge.BOTTOM);
    legend.setFrame(BlockBorder.NONE);
    legend.setItemLabelPadding(new RectangleInsets(2, 4, 2, 20));
    return legend;
  }

  static void grid(XYPlot plot) {
    plot.setBackgroundPaint(Color.WHITE);
    plot.setOutlineVisible(false);
    plot.setDomainGridlinesVisible(false);
    plot.setRangeGridlinePaint(GRID);
    plot.setRangeGridlineStroke(HAIR);
    plot.setAxisOffset(RectangleInsets.ZERO_INSETS);
  }

  static <A extends Axis> A axis(A axis) {
    axis.setLabelFont(TEXT);
    axis.setLabelPaint(INK);
    axis.setTickLabelFont(SMALL);
    axis.setTickLabelPaint(INK);
    axis.setAxisLinePaint(GREY);
    axis.setTickMarkPaint(GREY);
    return axis;
  }

  /** Creates an axis of shares, 0..1, labeled in percent. */
  static NumberAxis shares(String label, double from, double to) {
    NumberAxis axis = axis(new NumberAxis(label));
    axis.setRange(from, to);
    axis.setTickUnit(new NumberTickUnit(step(to - from).getSize(), format("0 %")));
    return axis;
  }

  /** Returns a step of 1, 2 or 5 times a power of ten, such that a span has at most ten steps. */
  static NumberTickUnit step(double span) {
    double least = span / TICKS;
    double power = Math.pow(10, Math.floor(Math.log10(least)));
    double factor = least / power;
    double step = power * (factor <= 1 ? 1 : factor <= 2 ? 2 : factor <= 5 ? 5 : 10);
    int decimals = (int) Math.max(0, -Math.floor(Math.log10(step) + 1e-9));
    String few = decimals == 0 ? "0" : "0." + "0".repeat(decimals);
    return new NumberTickUnit(step, format(step < MANY ? few : "0.#E0"));
  }

  /** Independent of the machine's locale, so that the same report looks the same everywhere. */
  static DecimalFormat format(String pattern) {
    return new DecimalFormat(pattern, DecimalFormatSymbols.getInstance(Locale.ROOT));
  }
}
