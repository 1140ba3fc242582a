package dev.weft.testsupport;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.stream.IntStream;

/** Draws measurements over the same x values as SVG: a panel for each, whose y axis begins at 0. */
public final class LineChart {
  private static final int WIDTH = 720;
  private static final int LEFT = 70;
  private static final int RIGHT = 24;
  private static final int PANEL = 90;
  private static final int GAP = 44;
  private static final String LINE = "#2563eb";

  private final StringBuilder svg = new StringBuilder();
  private final double[] x;

  private LineChart(double[] x) {
    this.x = x;
  }

  /**
   * A panel.
   *
   * @param title what is shown, with its unit
   * @param values one for each x value
   */
  @SuppressWarnings("ArrayRecordComponent")
  public record Panel(String title, double[] values) {}

  /**
   * Writes the chart.
   *
   * @param x ascending values, in millions
   */
  public static void write(Path file, String title, double[] x, String axis, List<Panel> panels) {
    try {
      Files.writeString(file, new LineChart(x).draw(title, axis, panels));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private String draw(String title, String axis, List<Panel> panels) {
    int height = panels.size() * (PANEL + GAP) + GAP;
    add(
        "<svg xmlns='http://www.w3.org/2000/svg' viewBox='0 0 %d %d' width='%d' height='%d'"
            + " font-family='system-ui, sans-serif' font-size='12' role='img'>",
        WIDTH, height, WIDTH, height);
    add("<title>%s</title>", title);
    add("<rect width='100%%' height='100%%' fill='#ffffff'/>");
    int top = GAP - 8;
    for (Panel panel : panels) {
      draw(panel, top);
      top += PANEL + GAP;
    }
    int y = top - GAP + 18;
    for (int tick = 0; tick <= 4; tick++) {
      double value = x[x.length - 1] * tick / 4;
      add("<text x='%.0f' y='%d' text-anchor='middle'>%s</text>", at(value), y, number(value));
    }
    add("<text x='%d' y='%d' text-anchor='end'>%s</text>", WIDTH - RIGHT, y + 16, axis);
    return svg.append("</svg>\n").toString();
  }

  private void draw(Panel panel, int top) {
    double high = round(Arrays.stream(panel.values()).max().orElseThrow());
    add(
        "<text x='%d' y='%d' font-weight='600' fill='#111827'>%s</text>",
        LEFT, top - 10, panel.title());
    for (int tick = 0; tick <= 2; tick++) {
      double y = top + PANEL * (1 - tick / 2.0);
      add(
          "<line x1='%d' x2='%d' y1='%.1f' y2='%.1f' stroke='#e5e7eb'/>",
          LEFT, WIDTH - RIGHT, y, y);
      add(
          "<text x='%d' y='%.1f' text-anchor='end' fill='#4b5563'>%s</text>",
          LEFT - 8, y + 4, number(high * tick / 2));
    }
    String points =
        String.join(
            " ",
            IntStream.range(0, x.length)
                .mapToObj(
                    i -> text("%.1f,%.1f", at(x[i]), top + PANEL * (1 - panel.values()[i] / high)))
                .toList());
    add("<polyline points='%s' fill='none' stroke='%s' stroke-width='2'/>", points, LINE);
  }

  private double at(double value) {
    return LEFT + (WIDTH - LEFT - RIGHT) * value / x[x.length - 1];
  }

  /** The next greater number of the form 1, 2, 4, 6 or 8 times a power of ten. */
  private static double round(double value) {
    double power = Math.pow(10, Math.floor(Math.log10(Math.max(value, 1e-9))));
    return IntStream.of(1, 2, 4, 6, 8, 10)
        .mapToDouble(factor -> factor * power)
        .filter(each -> each >= value)
        .findFirst()
        .orElse(10 * power);
  }

  private static String number(double value) {
    return value == Math.rint(value) ? text("%,.0f", value) : text("%.2f", value);
  }

  private void add(String format, Object... values) {
    svg.append(text(format, values)).append('\n');
  }

  private static String text(String format, Object... values) {
    return String.format(Locale.ROOT, format, values);
  }
}
