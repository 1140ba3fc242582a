package dev.weft.bench.rollout;

import static dev.weft.bench.setup.Numbers.text;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.weft.bench.measure.Quantiles;
import dev.weft.console.Json;
import dev.weft.console.terminal.Style;
import dev.weft.console.terminal.Table;
import dev.weft.console.terminal.Table.Align;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * Result of {@code bench rollout}.
 *
 * @param photos description of the images
 * @param rate images per second
 * @param rollouts number of rollouts
 * @param engine the engine
 * @param warmUpImages number of images before the first measurement
 * @param steady whether latency was steady after the warm-up
 * @param phases milliseconds from an upload to its prediction at a {@code read_committed} consumer,
 *     of all rollouts
 */
record RolloutResult(
    String photos,
    double rate,
    int rollouts,
    String engine,
    int warmUpImages,
    boolean steady,
    Map<LoadPhase, Quantiles> phases) {

  /** Highest accepted 99th percentile during a swap, relative to the one before. */
  static final double BOUND = 1.5;

  RolloutResult {
    phases = Map.copyOf(phases);
  }

  /**
   * Returns the latencies of the swap itself: while the version is loaded and while it takes over.
   */
  Quantiles swap() {
    return phases.entrySet().stream()
        .filter(phase -> phase.getKey().isSwap())
        .map(Map.Entry::getValue)
        .reduce(new Quantiles(), Quantiles::and);
  }

  /** Returns the 99th percentile of a phase relative to the one before the rollout. */
  double ratio(Quantiles phase) {
    return phase.p99() / phases.get(LoadPhase.BEFORE).p99();
  }

  List<String> lines(Style style) {
    List<String> lines = new ArrayList<>();
    lines.add(
        style.bold("From upload to prediction")
            + text(
                " in ms, %s, %s images/s, %d rollouts",
                photos, Json.tree(rate).asText().replaceAll("\\.0$", ""), rollouts));
    Table table =
        new Table()
            .column("", Align.LEFT)
            .column("images", Align.RIGHT)
            .column("p50", Align.RIGHT)
            .column("p95", Align.RIGHT)
            .column("p99", Align.RIGHT)
            .column("p99 to before", Align.RIGHT);
    for (LoadPhase phase : LoadPhase.values()) {
      row(table, phase.what(), phases.get(phase));
    }
    lines.addAll(table.lines(style));
    double ratio = ratio(swap());
    lines.add("");
    lines.add(
        style.bold(text("The swap itself, loading and taking over: %.2f", ratio))
            + text(" at p99, %d images; ", swap().count())
            + verdict(ratio));
    lines.add(
        text("Shadowing every image: %.2f at p99", ratio(phases.get(LoadPhase.SHADOW)))
            + style.dim("   the engine has up to twice the work, after the answers"));
    lines.add(style.dim("engine " + engine));
    return lines;
  }

  private String verdict(double ratio) {
    if (!steady) {
      return "no verdict: latency was not steady before the rollout, so something else is running"
          + " on this machine";
    }
    return (ratio <= BOUND ? "within" : "above") + text(" the %.1f that it may cost", BOUND);
  }

  private void row(Table table, String what, Quantiles phase) {
    table.row(
        what,
        String.valueOf(phase.count()),
        text("%.0f", phase.p50()),
        text("%.0f", phase.p95()),
        text("%.0f", phase.p99()),
        text("%.2f", ratio(phase)));
  }

  ObjectNode toJson() {
    ObjectNode json =
        Json.object()
            .put("benchmark", "rollout")
            .put("photos", photos)
            .put("imagesPerSecond", rate)
            .put("rollouts", rollouts)
            .put("engine", engine)
            .put("warmUpImages", warmUpImages)
            .put("steady", steady)
            .put("swapRatio", Json.rounded(ratio(swap()), 4))
            .put("swapRatioBound", BOUND)
            .put("shadowRatio", Json.rounded(ratio(phases.get(LoadPhase.SHADOW)), 4));
    ObjectNode each = json.putObject("phases");
    for (LoadPhase phase : LoadPhase.values()) {
      put(each.putObject(phase.code()), phases.get(phase));
    }
    put(each.putObject("swap"), swap());
    return json;
  }

  private void put(ObjectNode json, Quantiles phase) {
    json.put("images", phase.count())
        .put("p50Millis", Json.rounded(phase.p50(), 2))
        .put("p95Millis", Json.rounded(phase.p95(), 2))
        .put("p99Millis", Json.rounded(phase.p99(), 2))
        .put("ratio", Json.rounded(ratio(phase), 4));
  }
}
