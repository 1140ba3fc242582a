package dev.weft.chaos.soak;

import java.util.List;
import java.util.Locale;

/** Formats trends as a table in Markdown, each with a sparkline of its values. */
final class TrendTable {
  private static final String BARS = "▁▂▃▄▅▆▇█";
  private static final int WIDTH = 24;

  private TrendTable() {}

  static String of(List<Trend> trends) {
    StringBuilder table = new StringBuilder();
    table.append("| process | measure | median | grows by | at least | at most | may | | |\n");
    table.append("|---|---|---|---|---|---|---|---|---|\n");
    for (Trend trend : trends) {
      TheilSen line = trend.line();
      table.append(
          "| %s | %s | %s | %s | %s | %s | %s | %s | %s |%n"
              .formatted(
                  trend.process(),
                  trend.metric().title(),
                  value(trend.metric(), line.median()),
                  growth(trend.metric(), line.slope()),
                  growth(trend.metric(), line.low()),
                  growth(trend.metric(), line.high()),
                  bound(trend),
                  trend.isLeak() ? "**grows**" : "",
                  bars(trend.values())));
    }
    return table.toString();
  }

  private static String bound(Trend trend) {
    return trend.metric().isLimited()
        ? "be " + value(trend.metric(), trend.bound())
        : growth(trend.metric(), trend.bound());
  }

  private static String value(Metric metric, double value) {
    return metric.unit() == Metric.Unit.MIB
        ? String.format(Locale.ROOT, "%.1f MiB", value)
        : String.format(Locale.ROOT, "%.0f", value);
  }

  private static String growth(Metric metric, double slope) {
    if (Double.isInfinite(slope)) {
      return "?";
    }
    if (metric.isKept()) {
      return String.format(Locale.ROOT, "%.1f KB/image", slope * (1 << 20) / 1000);
    }
    return metric.unit() == Metric.Unit.MIB
        ? String.format(Locale.ROOT, "%+.1f MiB/h", slope)
        : String.format(Locale.ROOT, "%+.1f/h", slope);
  }

  /**
   * Scaled from the smallest to the largest value; a bar is the mean of the values it stands for.
   */
  static String bars(List<Double> values) {
    double least = values.stream().mapToDouble(v -> v).min().orElse(0);
    double greatest = values.stream().mapToDouble(v -> v).max().orElse(0);
    int width = Math.min(WIDTH, values.size());
    StringBuilder bars = new StringBuilder();
    for (int i = 0; i < width; i++) {
      int from = i * values.size() / width;
      int to = Math.max(from + 1, (i + 1) * values.size() / width);
      double mean = values.subList(from, to).stream().mapToDouble(v -> v).average().orElse(0);
      double share = greatest == least ? 0 : (mean - least) / (greatest - least);
      bars.append(BARS.charAt((int) Math.round(share * (BARS.length() - 1))));
    }
    return bars.toString();
  }
}
