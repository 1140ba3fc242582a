package dev.weft.bench.verdict;

import static dev.weft.bench.setup.Numbers.text;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.weft.bench.verdict.Simulation.Outcome;
import dev.weft.console.Json;
import dev.weft.console.terminal.Style;
import dev.weft.console.terminal.Table;
import dev.weft.console.terminal.Table.Align;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Function;

/**
 * Result of {@code bench verdict}.
 *
 * @param looks measurements of each rollout, for counting wrong verdicts
 * @param step labels between these measurements
 */
record VerdictResult(
    double accuracy,
    double discordant,
    int rollouts,
    int looks,
    int step,
    List<Wrong> wrong,
    List<Found> found) {

  /** Rollouts in which the verdict would be wrong, by method. */
  record Wrong(String question, Map<String, Outcome> outcomes) {}

  /** Rollouts in which the verdict is correct, by method. */
  record Found(String question, Map<String, Outcome> outcomes) {}

  VerdictResult {
    wrong = List.copyOf(wrong);
    found = List.copyOf(found);
  }

  List<String> lines(Style style) {
    List<String> lines = new ArrayList<>();
    lines.add(
        style.bold("Wrong verdicts")
            + text(
                " of %d rollouts, each looked at %d times, every %d labels; at 95 %% confidence a"
                    + " verdict may be wrong in 2.5 %%",
                rollouts, looks, step));
    lines.addAll(
        table(
            style,
            wrong.get(0).outcomes(),
            wrong.stream().map(each -> Map.entry(each.question(), each.outcomes())).toList(),
            outcome -> text("%.1f %%", 100 * outcome.decided())));
    lines.add("");
    lines.add(
        style.bold("Labels of the candidate's images until the verdict")
            + ", median and 95th percentile");
    lines.addAll(
        table(
            style,
            found.get(0).outcomes(),
            found.stream().map(each -> Map.entry(each.question(), each.outcomes())).toList(),
            outcome -> outcome.quantile(0.5) + ", " + outcome.quantile(0.95)));
    lines.add(
        style.dim(
            text(
                "serving version right about %.0f %% of the images; one alone of two equal versions"
                    + " about %.0f %%; a canary has 10 %% of the images",
                100 * accuracy, 100 * discordant)));
    return lines;
  }

  private static List<String> table(
      Style style,
      Map<String, Outcome> columns,
      List<Map.Entry<String, Map<String, Outcome>>> rows,
      Function<Outcome, String> cell) {
    Table table = new Table().column("candidate, bound: verdict", Align.LEFT);
    columns.keySet().forEach(name -> table.column(name, Align.RIGHT));
    for (var row : rows) {
      List<String> cells = new ArrayList<>(List.of(row.getKey()));
      row.getValue().values().forEach(outcome -> cells.add(cell.apply(outcome)));
      table.row(cells.toArray(String[]::new));
    }
    return table.lines(style);
  }

  /** Returns the plot of the first questions: equal versions at a bound, and one that is worse. */
  VerdictPlot plot() {
    return new VerdictPlot(wrong.get(0), found.get(0), looks * step);
  }

  ObjectNode toJson() {
    ObjectNode json =
        Json.object()
            .put("accuracy", accuracy)
            .put("discordant", discordant)
            .put("rollouts", rollouts)
            .put("looks", looks)
            .put("labelsPerLook", step);
    ArrayNode errors = json.putArray("wrong");
    for (Wrong each : wrong) {
      ObjectNode row = errors.addObject().put("question", each.question());
      each.outcomes().forEach((name, outcome) -> row.put(name, outcome.decided()));
    }
    ArrayNode needed = json.putArray("labels");
    for (Found each : found) {
      ObjectNode row = needed.addObject().put("question", each.question());
      each.outcomes()
          .forEach(
              (name, outcome) ->
                  row.putObject(name)
                      .put("p50", outcome.quantile(0.5))
                      .put("p95", outcome.quantile(0.95)));
    }
    return json;
  }
}
