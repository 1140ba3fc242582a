package dev.weft.cli.create;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.weft.cli.Json;
import dev.weft.cli.terminal.Format;
import dev.weft.cli.terminal.Style;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.UnaryOperator;

/**
 * A training's report in a few sentences: how often the model is right, what it confuses, and where
 * more photographs would help.
 */
final class CreateSummary {
  private static final int PAIRS = 3;
  private static final int WANTED = 3;
  private static final int DOUBTED = 5;

  private final Style style;
  private final JsonNode report;
  private final JsonNode evaluation;
  private final UnaryOperator<String> names;

  /**
   * @param names from an image's id to what people call it
   */
  CreateSummary(Style style, JsonNode report, UnaryOperator<String> names) {
    this.style = style;
    this.names = names;
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
          "%s on %s that it was not trained on%s (95 %% interval: %s)"
              .formatted(
                  style.bold(Format.percent(accuracy()) + " right"),
                  Format.count(images(), "photograph"),
                  folds() > 0 ? ", by cross-validation" : "",
                  interval()));
      confused().forEach(lines::add);
      moreLabels().ifPresent(lines::add);
    }
    lines.addAll(doubtful());
    contradictions().ifPresent(lines::add);
    lines.addAll(leftOut());
    return lines;
  }

  /** Labels that are probably wrong: the first few by name. */
  private List<String> doubtful() {
    List<String> lines = new ArrayList<>();
    JsonNode doubtful = report.path("doubtfulLabels");
    for (JsonNode each : doubtful) {
      if (lines.size() < DOUBTED) {
        lines.add(
            style.yellow("in the wrong folder? ")
                + "%s in %s looks like %s (%s)"
                    .formatted(
                        names.apply(each.path("imageId").asText()),
                        each.path("label").asText(),
                        each.path("likelier").asText(),
                        Format.percent(each.path("probability").asDouble())));
      }
    }
    if (doubtful.size() > DOUBTED) {
      lines.add("and %d more, on the training's page".formatted(doubtful.size() - DOUBTED));
    }
    return lines;
  }

  /** Photographs that look the same, but lie in different folders. */
  private Optional<String> contradictions() {
    List<String> pairs = new ArrayList<>();
    for (JsonNode each : report.path("lookAlikes")) {
      if (each.path("labels").size() > 1) {
        List<String> images = new ArrayList<>();
        each.path("images").forEach(id -> images.add(names.apply(id.asText())));
        pairs.add(String.join(" = ", images));
      }
    }
    return pairs.isEmpty()
        ? Optional.empty()
        : Optional.of(
            style.yellow("the same photograph in two folders: ")
                + String.join(", ", pairs.subList(0, Math.min(DOUBTED, pairs.size()))));
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
            : from + ", the better base on photographs held back: " + String.join(", ", tried));
  }

  private int images() {
    return evaluation.path("images").asInt(0);
  }

  private double accuracy() {
    return evaluation.path("accuracy").asDouble();
  }

  /** Each photograph was asked about by a head that had not learned it; 0 for test images. */
  private int folds() {
    return report.path("folds").asInt(0);
  }

  private double bound(String end) {
    return evaluation.path("interval").path(end).asDouble();
  }

  private String interval() {
    return String.format(Locale.ROOT, "%.0f to %.0f %%", bound("low") * 100, bound("high") * 100);
  }

  private List<String> confused() {
    List<String> lines = new ArrayList<>();
    for (JsonNode pair : evaluation.path("confused")) {
      if (lines.size() < PAIRS) {
        lines.add(
            "took %s for %s: %s"
                .formatted(
                    pair.path("label").asText(),
                    pair.path("answer").asText(),
                    Format.count(pair.path("images").asInt(), "time")));
      }
    }
    return lines;
  }

  /** Of the classes that the trainer wants more of, the first few. */
  private Optional<String> moreLabels() {
    List<String> wanted = new ArrayList<>();
    for (JsonNode each : report.path("moreLabels")) {
      if (wanted.size() < WANTED) {
        wanted.add(
            "%d of %s, which has %d: %s"
                .formatted(
                    each.path("more").asInt(),
                    each.path("label").asText(),
                    each.path("images").asInt(),
                    each.path("reason").asText()));
      }
    }
    return wanted.isEmpty()
        ? Optional.empty()
        : Optional.of("more photographs would help: " + String.join("; ", wanted));
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
      json.put("accuracy", Json.rounded(accuracy(), 4));
      json.put("accuracyLow", Json.rounded(bound("low"), 4));
      json.put("accuracyHigh", Json.rounded(bound("high"), 4));
      json.put("judgedImages", images());
      json.put("folds", folds());
    }
  }
}
