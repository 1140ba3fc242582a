package dev.weft.bench.labeling;

import dev.weft.bench.labeling.LabelingResult.Measure;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** Draws the result as SVG: a panel per measure, with a line and a band for each strategy. */
final class LabelingChart {
  private static final int WIDTH = 300;
  private static final int HEIGHT = 220;
  private static final int LEFT = 44;
  private static final int TOP = 34;
  private static final int GAP = 40;
  private static final Map<Chooser, String> COLOURS =
      Map.of(Chooser.RANDOM, "#6b7280", Chooser.SCORES, "#d97706", Chooser.QUEUE, "#2563eb");

  private final LabelingResult result;
  private final StringBuilder svg = new StringBuilder();

  LabelingChart(LabelingResult result) {
    this.result = result;
  }

  String draw() {
    int panels = Measure.values().length;
    int width = panels * (LEFT + WIDTH) + GAP;
    int height = TOP + HEIGHT + 74;
    add(
        "<svg xmlns='http://www.w3.org/2000/svg' viewBox='0 0 %d %d' width='%d' height='%d'"
            + " font-family='system-ui, sans-serif' font-size='12' role='img'>",
        width, height, width, height);
    add("<title>What versions tell right by the number of labels and by who chose them</title>");
    add("<rect width='100%%' height='100%%' fill='#ffffff'/>");
    for (int panel = 0; panel < panels; panel++) {
      add("<g transform='translate(%d,%d)'>", LEFT + panel * (LEFT + WIDTH), TOP);
      panel(Measure.values()[panel]);
      add("</g>");
    }
    int x = LEFT;
    for (Chooser chooser : result.courses().keySet()) {
      String colour = COLOURS.get(chooser);
      int y = TOP + HEIGHT + 56;
      add("<rect x='%d' y='%d' width='18' height='4' fill='%s'/>", x, y - 6, colour);
      add("<text x='%d' y='%d' fill='#111827'>labels chosen %s</text>", x + 24, y, chooser.words());
      x += 220;
    }
    add("</svg>");
    return svg.toString();
  }

  private void panel(Measure measure) {
    double low = 1;
    double high = 0;
    List<Integer> labels = result.labels();
    for (Chooser chooser : result.courses().keySet()) {
      for (int round = 0; round < labels.size(); round++) {
        BootstrapMean estimate = result.of(chooser, measure, round);
        low = Math.min(low, estimate.low());
        high = Math.max(high, estimate.high());
      }
    }
    low = Math.floor(20 * low) / 20;
    high = Math.min(1, Math.ceil(20 * high) / 20);
    String title =
        measure == Measure.RAREST ? measure.words() + ", " + result.rarest() : measure.words();
    add("<text x='0' y='-14' font-weight='600' fill='#111827'>%s</text>", escaped(title));
    double step = high - low > 0.4 ? 0.1 : 0.05;
    for (double tick = low; tick < high + 1e-9; tick += step) {
      double y = y(tick, low, high);
      add("<line x1='0' x2='%d' y1='%.1f' y2='%.1f' stroke='#e5e7eb'/>", WIDTH - GAP, y, y);
      add(
          "<text x='-6' y='%.1f' text-anchor='end' fill='#4b5563'>%.0f %%</text>",
          y + 4, 100 * tick);
    }
    for (int count : labels) {
      if (count % 100 == 0) {
        add(
            "<text x='%.1f' y='%d' text-anchor='middle' fill='#4b5563'>%d</text>",
            x(count), HEIGHT + 18, count);
      }
    }
    add(
        "<text x='%d' y='%d' text-anchor='middle' fill='#4b5563'>labels</text>",
        (WIDTH - GAP) / 2, HEIGHT + 34);
    for (Chooser chooser : result.courses().keySet()) {
      curve(chooser, measure, low, high);
    }
  }

  private void curve(Chooser chooser, Measure measure, double low, double high) {
    StringBuilder line = new StringBuilder();
    StringBuilder above = new StringBuilder();
    StringBuilder below = new StringBuilder();
    for (int round = 0; round < result.labels().size(); round++) {
      double x = x(result.labels().get(round));
      BootstrapMean estimate = result.of(chooser, measure, round);
      line.append(point(x, y(estimate.mean(), low, high)));
      above.append(point(x, y(estimate.high(), low, high)));
      below.insert(0, point(x, y(estimate.low(), low, high)));
    }
    String colour = COLOURS.get(chooser);
    add("<polygon points='%s%s' fill='%s' fill-opacity='0.12'/>", above, below, colour);
    add("<polyline points='%s' fill='none' stroke='%s' stroke-width='2'/>", line, colour);
  }

  private static String point(double x, double y) {
    return String.format(Locale.ROOT, "%.1f,%.1f ", x, y);
  }

  private double x(int labels) {
    List<Integer> all = result.labels();
    double from = all.get(0);
    double to = all.get(all.size() - 1);
    return (WIDTH - GAP) * (to == from ? 0.5 : (labels - from) / (to - from));
  }

  private static double y(double value, double low, double high) {
    return HEIGHT * (1 - (value - low) / Math.max(1e-9, high - low));
  }

  private static String escaped(String text) {
    return text.replace("&", "&amp;").replace("<", "&lt;");
  }

  private void add(String format, Object... values) {
    svg.append(String.format(Locale.ROOT, format, values)).append('\n');
  }
}
