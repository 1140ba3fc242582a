package dev.weft.chaos.upgrade;

import dev.weft.chaos.history.Operation;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** The phases as a table in text, with a row of totals. */
final class PhaseTable {
  private PhaseTable() {}

  /** Returns the table, with a line break at the end of each line. */
  static String of(List<PhaseReport.Row> rows) {
    PhaseReport.Row total = total(rows);
    int width = Math.max(5, rows.stream().mapToInt(row -> row.name().length()).max().orElse(0));
    StringBuilder table = new StringBuilder();
    table.append(
        "%s  seconds  accepted  answered once  lost  doubled  slowest (s)  attempts not accepted%n"
            .formatted(padded("phase", width)));
    rows.forEach(row -> table.append(line(row, width)));
    table.append(line(total, width));
    return table.toString();
  }

  /** Returns the sums of all rows, and the slowest answer. */
  static PhaseReport.Row total(List<PhaseReport.Row> rows) {
    Duration length = Duration.ZERO;
    Duration slowest = Duration.ZERO;
    Map<Integer, Long> refused = new TreeMap<>();
    for (PhaseReport.Row row : rows) {
      length = length.plus(row.length());
      slowest = slowest.compareTo(row.slowest()) > 0 ? slowest : row.slowest();
      row.refused().forEach((status, count) -> refused.merge(status, count, Long::sum));
    }
    return new PhaseReport.Row(
        "total",
        length,
        rows.stream().mapToLong(PhaseReport.Row::accepted).sum(),
        rows.stream().mapToLong(PhaseReport.Row::answeredOnce).sum(),
        rows.stream().mapToLong(PhaseReport.Row::lost).sum(),
        rows.stream().mapToLong(PhaseReport.Row::doubled).sum(),
        slowest,
        refused);
  }

  private static String line(PhaseReport.Row row, int width) {
    return String.format(
        Locale.ROOT,
        "%s  %7.1f  %,8d  %,13d  %,4d  %,7d  %11.1f  %s%n",
        padded(row.name(), width),
        row.length().toMillis() / 1000.0,
        row.accepted(),
        row.answeredOnce(),
        row.lost(),
        row.doubled(),
        row.slowest().toMillis() / 1000.0,
        refused(row.refused()));
  }

  private static String padded(String text, int width) {
    return text + " ".repeat(width - text.length());
  }

  private static String refused(Map<Integer, Long> refused) {
    return refused.isEmpty()
        ? "none"
        : new TreeMap<>(refused)
            .entrySet().stream()
                .map(entry -> cause(entry.getKey()) + " " + entry.getValue())
                .collect(Collectors.joining(", "));
  }

  private static String cause(int status) {
    return status == Operation.NO_ANSWER ? "no response" : "HTTP " + status;
  }
}
