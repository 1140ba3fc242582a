package dev.weft.bench.queue;

import static dev.weft.bench.setup.Numbers.text;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.weft.bench.measure.Quantiles;
import dev.weft.console.Json;
import dev.weft.console.terminal.Style;
import dev.weft.console.terminal.Table;
import dev.weft.console.terminal.Table.Align;
import java.util.ArrayList;
import java.util.List;

/**
 * Measurements of {@code bench queue}, and the predictions of the simulation.
 *
 * @param queue derived from measurements of the idle and the saturated system
 * @param loads lightest first
 */
record QueueResult(String photos, String engine, BatchQueue queue, List<Load> loads) {

  /**
   * Result for a load.
   *
   * @param share load as a share of the system's capacity
   * @param measured measured latencies in milliseconds
   * @param predicted predicted latencies in milliseconds
   */
  record Load(double share, double perSecond, Quantiles measured, Quantiles predicted) {}

  QueueResult {
    loads = List.copyOf(loads);
  }

  List<String> lines(Style style) {
    List<String> lines = new ArrayList<>();
    lines.add(
        style.bold("From upload to prediction")
            + text(" in ms, %s, at random moments: measured, and by a queue's arithmetic", photos));
    lines.add(
        text(
            "full: %.1f images/s; an image alone: %.0f ms in the engine, %.0f elsewhere",
            queue.capacity(), queue.firstMillis(), queue.fixedMillis()));
    Table table = new Table().column("of full", Align.RIGHT).column("images/s", Align.RIGHT);
    for (String column : List.of("p50", "predicted", "p95", "predicted", "p99", "predicted")) {
      table.column(column, Align.RIGHT);
    }
    for (Load load : loads) {
      table.row(
          text("%.0f %%", 100 * load.share()),
          text("%.1f", load.perSecond()),
          text("%.0f", load.measured().p50()),
          text("%.0f", load.predicted().p50()),
          text("%.0f", load.measured().p95()),
          text("%.0f", load.predicted().p95()),
          text("%.0f", load.measured().p99()),
          text("%.0f", load.predicted().p99()));
    }
    lines.addAll(table.lines(style));
    lines.add(style.dim("engine " + engine));
    return lines;
  }

  ObjectNode toJson() {
    ObjectNode json = Json.object().put("photos", photos).put("engine", engine);
    json.put("imagesPerSecond", queue.capacity())
        .put("inferMillis", queue.firstMillis())
        .put("otherMillis", queue.fixedMillis());
    ArrayNode array = json.putArray("loads");
    for (Load load : loads) {
      ObjectNode each = array.addObject();
      each.put("share", load.share()).put("imagesPerSecond", load.perSecond());
      put(each.putObject("measuredMillis"), load.measured());
      put(each.putObject("predictedMillis"), load.predicted());
    }
    return json;
  }

  private static void put(ObjectNode json, Quantiles millis) {
    json.put("p50", millis.p50()).put("p95", millis.p95()).put("p99", millis.p99());
  }
}
