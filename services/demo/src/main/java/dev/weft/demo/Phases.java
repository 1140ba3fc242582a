package dev.weft.demo;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.weft.console.Json;
import dev.weft.console.terminal.Format;
import dev.weft.console.terminal.Style;
import dev.weft.console.terminal.Table;
import dev.weft.console.terminal.Table.Align;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;

/** Durations of the phases, in order of their start. */
final class Phases {
  private static final int WIDEST = 30;

  private final Map<String, Double> seconds = new LinkedHashMap<>();

  /** Runs and measures a phase. */
  <T> T time(String phase, Supplier<T> work) {
    long start = System.nanoTime();
    try {
      return work.get();
    } finally {
      add(phase, (System.nanoTime() - start) / 1e9);
    }
  }

  void add(String phase, double took) {
    seconds.merge(phase, took, Double::sum);
  }

  Map<String, Double> seconds() {
    return new LinkedHashMap<>(seconds);
  }

  ObjectNode toJson() {
    ObjectNode json = Json.object();
    seconds.forEach((phase, took) -> json.put(phase, Json.rounded(took, 3)));
    return json;
  }

  /** Returns a row for each phase, with a bar. */
  List<String> lines(Style style) {
    double most = seconds.values().stream().mapToDouble(Double::doubleValue).max().orElse(1);
    Table table =
        new Table().column("phase", Align.LEFT).column("time", Align.RIGHT).column("", Align.LEFT);
    seconds.forEach(
        (phase, took) ->
            table.row(phase, Format.seconds(took), bar(style, (int) (took / most * WIDEST))));
    return table.lines(style);
  }

  private static String bar(Style style, int width) {
    return style.dim((style.unicode() ? "━" : "#").repeat(width));
  }
}
