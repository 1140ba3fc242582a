package dev.weft.cli.create;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.weft.cli.Json;
import dev.weft.cli.terminal.Format;
import dev.weft.cli.terminal.Style;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * A training's report in a few sentences: how often the model is right, what it confuses, and where
 * more photographs would help.
 */
final class CreateSummary {
  private static final int PAIRS = 3;
  private static final int WEAK = 3;
  private static final double NORMAL_95 = 1.959964;

  private final Style style;
  private final JsonNode report;
  private final JsonNode evaluation;

  CreateSummary(Style style, JsonNode report) {
    this.style = style;
    this.report = report;
    JsonNode evaluations = report.path("evaluations");
    // The last that was judged is what was published.
    this.evaluation = evaluations.path(evaluations.size() - 1).path("evaluation");
  }

  List<String> lines() {
    List<String> lines = new ArrayList<>();
    base().ifPresent(lines::add);
    if (images() > 0) {
      lines.add(
          "%s on %s that it was not trained on (95 %% interval: %s)"
              .formatted(
                  style.bold(Format.percent(accuracy()) + " right"),
                  Format.count(images(), "photograph"),
                  interval()));
      confused().forEach(lines::add);
      weak().ifPresent(lines::add);
    }
    lines.addAll(leftOut());
    return lines;
  }

  /** What it started from, with the figures if others were tried. */
  private Optional<String> base() {
    JsonNode lineage = report.path("lineage");
    if (!lineage.path("from").isTextual()) {
      return Optional.empty();
    }
    List<String> tried = new ArrayList<>();
    for (JsonNode each : lineage.path("tried")) {
      double share = each.path("accuracy").asDouble();
      tried.add(each.path("base").asText() + " " + Format.percent(share));
    }
    String from = "started from " + lineage.path("from").asText();
    return Optional.of(
        tried.isEmpty()
            ? from
            : from + ", the better base by cross-validation: " + String.join(", ", tried));
  }

  private int images() {
    return evaluation.path("images").asInt(0);
  }

  private double accuracy() {
    return evaluation.path("accuracy").asDouble();
  }

  /** Wilson's, which holds for few images and shares near 1, too. */
  private double[] bounds() {
    double n = images();
    double z2 = NORMAL_95 * NORMAL_95;
    double middle = (accuracy() + z2 / (2 * n)) / (1 + z2 / n);
    double half =
        NORMAL_95 * Math.sqrt(accuracy() * (1 - accuracy()) / n + z2 / (4 * n * n)) / (1 + z2 / n);
    return new double[] {Math.max(0, middle - half), Math.min(1, middle + half)};
  }

  private String interval() {
    double[] bounds = bounds();
    return String.format(Locale.ROOT, "%.0f to %.0f %%", bounds[0] * 100, bounds[1] * 100);
  }

  private record Pair(String label, String answer, int times) {}

  private List<String> confused() {
    JsonNode classes = evaluation.path("classes");
    List<Pair> pairs = new ArrayList<>();
    for (int row = 0; row < classes.size(); row++) {
      for (int column = 0; column < classes.size(); column++) {
        int times = evaluation.path("confusion").path(row).path(column).asInt(0);
        if (row != column && times > 0) {
          pairs.add(new Pair(className(row), className(column), times));
        }
      }
    }
    return pairs.stream()
        .sorted(Comparator.comparingInt(Pair::times).reversed())
        .limit(PAIRS)
        .map(
            pair ->
                "took %s for %s: %s"
                    .formatted(pair.label(), pair.answer(), Format.count(pair.times(), "time")))
        .toList();
  }

  private String className(int index) {
    return evaluation.path("classes").path(index).path("name").asText();
  }

  /**
   * Classes that it finds less often than the others: what more of their photographs mend first.
   */
  private Optional<String> weak() {
    record Weak(String name, double recall, int photographs) {}
    List<Weak> weak = new ArrayList<>();
    for (JsonNode each : evaluation.path("classes")) {
      if (each.path("recall").isNumber() && each.path("recall").asDouble() < accuracy()) {
        String name = each.path("name").asText();
        weak.add(new Weak(name, each.path("recall").asDouble(), photographs(name)));
      }
    }
    if (weak.isEmpty()) {
      return Optional.empty();
    }
    return Optional.of(
        "more photographs would help most of "
            + weak.stream()
                .sorted(Comparator.comparingDouble(Weak::recall))
                .limit(WEAK)
                .map(
                    each ->
                        "%s (%d, %s found)"
                            .formatted(
                                each.name(), each.photographs(), Format.percent(each.recall())))
                .reduce((one, other) -> one + ", " + other)
                .orElseThrow());
  }

  private int photographs(String name) {
    for (JsonNode each : report.path("dataset").path("classes")) {
      if (each.path("name").asText().equals(name)) {
        return each.path("train").asInt()
            + each.path("validation").asInt()
            + each.path("test").asInt();
      }
    }
    return 0;
  }

  /** What the trainer did not learn from, by reason. */
  List<String> leftOut() {
    List<String> lines = new ArrayList<>();
    report
        .path("dataset")
        .path("leftOut")
        .path("byReason")
        .properties()
        .forEach(
            reason ->
                lines.add(
                    style.yellow("not learned from: ")
                        + Format.count(reason.getValue().asInt(), "photograph")
                        + ", "
                        + reason.getKey()));
    return lines;
  }

  void writeTo(ObjectNode json) {
    if (report.path("lineage").has("from")) {
      json.set("base", report.path("lineage").path("from"));
      json.set("tried", report.path("lineage").path("tried"));
    }
    if (images() > 0) {
      double[] bounds = bounds();
      json.put("accuracy", Json.rounded(accuracy(), 4));
      json.put("accuracyLow", Json.rounded(bounds[0], 4));
      json.put("accuracyHigh", Json.rounded(bounds[1], 4));
      json.put("testImages", images());
    }
  }
}
