package dev.weft.cli.create;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.weft.client.training.TrainingReport;
import dev.weft.client.training.TrainingReport.LeftOut;
import dev.weft.client.training.TrainingReport.LeftOutImage;
import dev.weft.console.Json;
import dev.weft.console.terminal.Format;
import dev.weft.console.terminal.Style;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;

/**
 * Summarises a training's report in a few sentences: how accurate the model is, what it confuses,
 * and where more photographs would help.
 */
final class CreateSummary {
  private static final int PAIRS = 3;
  private static final int WANTED = 3;
  private static final int DOUBTED = 5;
  private static final String TOO_FEW = "too_few_in_class";

  /** Descriptions of the reasons for which images are left out. */
  private static final Map<String, String> REASONS =
      Map.of(
          "unreadable",
          "that could not be read",
          "twin_on_other_side",
          "that are near-duplicates of an older one in another split",
          "twin_of_other_class",
          "that are near-duplicates of an older one with another label",
          TOO_FEW,
          "of classes with too few photographs",
          "class_dropped",
          "of classes that were dropped by request");

  private final Style style;
  private final TrainingReport report;
  private final TrainingReport.Evaluation evaluation;
  private final UnaryOperator<String> names;

  /**
   * @param names converts an image's id to its file name
   */
  CreateSummary(Style style, TrainingReport report, UnaryOperator<String> names) {
    this.style = style;
    this.names = names;
    this.report = report;
    this.evaluation = report.evaluation();
  }

  List<String> lines() {
    List<String> lines = new ArrayList<>();
    base().ifPresent(lines::add);
    if (images() > 0) {
      lines.add(
          "%s on %s held out of training%s (95 %% confidence interval: %s)"
              .formatted(
                  style.bold(Format.percent(evaluation.accuracy()) + " correct"),
                  Format.count(images(), "photograph"),
                  report.folds() > 0 ? ", by cross-validation" : "",
                  interval()));
      confused().forEach(lines::add);
      uncertain().ifPresent(lines::add);
      moreLabels().ifPresent(lines::add);
    }
    lines.addAll(doubtful());
    contradictions().ifPresent(lines::add);
    lines.addAll(leftOut());
    return lines;
  }

  /** How often its answers are uncertain, and for which images. */
  private Optional<String> uncertain() {
    TrainingReport.Uncertainty uncertainty = report.uncertainty();
    if (uncertainty == null) {
      return Optional.empty();
    }
    String known = Format.percent(1 - uncertainty.answered()) + " of photographs like these";
    return Optional.of(
        "uncertain about "
            + (uncertainty.unknownImages() == 0
                ? known
                : "%s, and about %s of %s of no class"
                    .formatted(
                        known,
                        Format.percent(uncertainty.unknownUncertain()),
                        Format.count(uncertainty.unknownImages(), "photograph"))));
  }

  /** Labels that are probably wrong; the first few by name. */
  private List<String> doubtful() {
    List<String> lines = new ArrayList<>();
    report.doubtfulLabels().stream()
        .limit(DOUBTED)
        .forEach(
            each ->
                lines.add(
                    style.yellow("possibly in the wrong folder: ")
                        + "%s in %s is probably %s (%s)"
                            .formatted(
                                names.apply(each.imageId()),
                                each.label(),
                                each.likelier(),
                                Format.percent(each.probability()))));
    int more = report.doubtfulLabels().size() - DOUBTED;
    if (more > 0) {
      lines.add("and %d more; see the page of the training".formatted(more));
    }
    return lines;
  }

  /** Near-duplicates in different folders. */
  private Optional<String> contradictions() {
    List<String> pairs =
        report.lookAlikes().stream()
            .filter(each -> each.labels().size() > 1)
            .limit(DOUBTED)
            .map(each -> each.images().stream().map(names).collect(Collectors.joining(" = ")))
            .toList();
    return pairs.isEmpty()
        ? Optional.empty()
        : Optional.of(
            style.yellow("the same photograph is in two folders: ") + String.join(", ", pairs));
  }

  /** The base, with the figures of others if several were compared. */
  private Optional<String> base() {
    TrainingReport.Lineage lineage = report.lineage();
    if (lineage == null || lineage.from() == null) {
      return Optional.empty();
    }
    String tried =
        lineage.tried().stream()
            .map(each -> each.base() + " " + Format.percent(each.accuracy()))
            .collect(Collectors.joining(", "));
    String from = "started from " + lineage.from();
    return Optional.of(
        tried.isEmpty() ? from : from + ", the best base on held-out photographs: " + tried);
  }

  private int images() {
    return evaluation == null ? 0 : evaluation.images();
  }

  private String interval() {
    TrainingReport.Interval interval = evaluation.interval();
    return String.format(
        Locale.ROOT, "%.0f to %.0f %%", interval.low() * 100, interval.high() * 100);
  }

  private List<String> confused() {
    return evaluation.confused().stream()
        .limit(PAIRS)
        .map(
            pair ->
                "predicted %2$s for %1$s: %3$s"
                    .formatted(pair.label(), pair.answer(), Format.count(pair.images(), "time")))
        .toList();
  }

  /** The first few classes that need more photographs. */
  private Optional<String> moreLabels() {
    String wanted =
        report.moreLabels().stream()
            .limit(WANTED)
            .map(
                each ->
                    "%d of %s, which has %d: %s"
                        .formatted(each.more(), each.label(), each.images(), each.reason()))
            .collect(Collectors.joining("; "));
    return wanted.isEmpty()
        ? Optional.empty()
        : Optional.of("more photographs would help: " + wanted);
  }

  /** What the trainer skipped: classes that are too small, other images by reason. */
  List<String> leftOut() {
    List<String> lines = new ArrayList<>();
    if (report.dataset() != null && report.dataset().leftOut() != null) {
      LeftOut leftOut = report.dataset().leftOut();
      Map<String, List<LeftOutImage>> small = tooSmall(leftOut);
      small.forEach(
          (label, images) ->
              lines.add(
                  style.yellow("not a class yet: ")
                      + label
                      + ", which has "
                      + images.get(0).detail()));
      leftOut
          .byReason()
          .forEach(
              (reason, count) -> {
                if (!reason.equals(TOO_FEW) || small.isEmpty()) {
                  lines.add(
                      style.yellow("not used in training: ")
                          + Format.count(count, "photograph")
                          + " "
                          + REASONS.getOrDefault(reason, "(" + reason + ")"));
                }
              });
    }
    return lines;
  }

  private static Map<String, List<LeftOutImage>> tooSmall(LeftOut leftOut) {
    return leftOut.listed() == null
        ? Map.of()
        : leftOut.listed().stream()
            .filter(image -> image.reason().equals(TOO_FEW))
            .collect(Collectors.groupingBy(LeftOutImage::label, TreeMap::new, Collectors.toList()));
  }

  void writeTo(ObjectNode json) {
    if (report.lineage() != null) {
      json.put("base", report.lineage().from());
      json.set("tried", Json.tree(report.lineage().tried()));
    }
    if (images() > 0) {
      json.put("accuracy", Json.rounded(evaluation.accuracy(), 4));
      json.put("accuracyLow", Json.rounded(evaluation.interval().low(), 4));
      json.put("accuracyHigh", Json.rounded(evaluation.interval().high(), 4));
      json.put("judgedImages", images());
      json.put("folds", report.folds());
    }
  }
}
