package dev.weft.cli.model;

import dev.weft.client.figures.VersionFigures.Share;
import dev.weft.client.model.Evaluation;
import dev.weft.client.model.Evaluation.ClassFigures;
import dev.weft.client.model.Evaluation.Comparison;
import dev.weft.client.model.Evaluation.Estimate;
import dev.weft.client.model.Evaluation.Figures;
import dev.weft.client.model.Evaluation.SliceFigures;
import dev.weft.console.publish.Confusion;
import dev.weft.console.terminal.Format;
import dev.weft.console.terminal.Style;
import dev.weft.console.terminal.Table;
import dev.weft.console.terminal.Table.Align;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;

/** Formats an evaluation as tables. */
final class EvaluationText {
  private static final int MOST_CLASSES = 40;
  private static final int MOST_SLICES = 40;
  private static final String NONE = "-";

  private final Style style;

  EvaluationText(Style style) {
    this.style = style;
  }

  List<String> lines(Evaluation evaluation) {
    List<String> lines = new ArrayList<>();
    lines.add(style.bold(name(evaluation)) + ", " + basis(evaluation));
    lines.add("");
    lines.addAll(classes(evaluation));
    if (evaluation.byClass().size() > MOST_CLASSES) {
      lines.add(
          "the %d classes with the lowest recall are shown; --output json has all %d"
              .formatted(MOST_CLASSES, evaluation.byClass().size()));
    }
    lines.add("");
    lines.add(style.bold("Confusion matrix") + ": rows are classes, columns are predictions");
    lines.addAll(confusion(evaluation).lines(style));
    if (!evaluation.slices().isEmpty()) {
      lines.add("");
      lines.add(style.bold("Slices"));
      lines.addAll(slices(evaluation.slices()));
    }
    if (evaluation.comparison() != null) {
      lines.add("");
      lines.addAll(comparison(evaluation));
    }
    return lines;
  }

  private static String name(Evaluation evaluation) {
    return evaluation.version() == null
        ? evaluation.model()
        : evaluation.model() + ":" + evaluation.version();
  }

  private static String basis(Evaluation evaluation) {
    String images = Format.count(evaluation.overall().images(), "image");
    String slice =
        evaluation.slice() == null
            ? ""
            : " with %s:%s".formatted(evaluation.slice().key(), evaluation.slice().value());
    String held =
        evaluation.folds() == 0
            ? "of the test split"
            : "by %d-fold cross-validation".formatted(evaluation.folds());
    String sample =
        evaluation.images() < evaluation.heldOut()
            ? ", a sample of %d".formatted(evaluation.heldOut())
            : "";
    return "%s%s %s%s, confidence threshold %s"
        .formatted(images, slice, held, sample, Format.percent(evaluation.threshold()));
  }

  private List<String> classes(Evaluation evaluation) {
    Table table =
        new Table()
            .column("class", Align.LEFT)
            .column("images", Align.RIGHT)
            .column("answered", Align.RIGHT)
            .column("precision", Align.LEFT)
            .column("recall", Align.LEFT)
            .column("F1", Align.LEFT)
            .column("AP", Align.RIGHT);
    Figures overall = evaluation.overall();
    row(
        table,
        style.bold("all (micro)"),
        overall.images(),
        overall.precision(),
        overall.recall(),
        overall.f1(),
        overall.averagePrecision());
    List<ClassFigures> classes = evaluation.byClass();
    if (classes.size() > MOST_CLASSES) {
      classes =
          classes.stream()
              .filter(each -> each.images() > 0)
              .sorted(Comparator.comparingDouble(each -> each.recall().value()))
              .limit(MOST_CLASSES)
              .toList();
    }
    classes.forEach(
        each ->
            row(
                table,
                each.name(),
                each.images(),
                each.precision(),
                each.recall(),
                each.f1(),
                each.averagePrecision()));
    return table.lines(style);
  }

  private static void row(
      Table table,
      String name,
      int images,
      Share precision,
      Share recall,
      Estimate f1,
      Double averagePrecision) {
    table.row(
        name,
        String.valueOf(images),
        String.valueOf(precision.whole()),
        share(precision),
        share(recall),
        estimate(f1),
        averagePrecision == null ? NONE : String.format(Locale.ROOT, "%.3f", averagePrecision));
  }

  private List<String> slices(List<SliceFigures> slices) {
    Table table =
        new Table()
            .column("slice", Align.LEFT)
            .column("images", Align.RIGHT)
            .column("precision", Align.LEFT)
            .column("recall", Align.LEFT)
            .column("F1", Align.LEFT);
    slices.stream()
        .limit(MOST_SLICES)
        .forEach(
            each ->
                table.row(
                    each.key() + (each.value() == null ? ", other values" : ":" + each.value()),
                    String.valueOf(each.images()),
                    share(each.precision()),
                    share(each.recall()),
                    estimate(each.f1())));
    return table.lines(style);
  }

  private static Confusion confusion(Evaluation evaluation) {
    Confusion matrix = new Confusion();
    for (Evaluation.Cell cell : evaluation.confusion()) {
      for (int i = 0; i < cell.images(); i++) {
        if (cell.answer() == null) {
          matrix.addUnanswered(cell.label());
        } else {
          matrix.add(cell.label(), cell.answer());
        }
      }
    }
    return matrix;
  }

  private List<String> comparison(Evaluation evaluation) {
    Comparison comparison = evaluation.comparison();
    List<String> lines = new ArrayList<>();
    lines.add(
        "%s: %s, %s"
            .formatted(
                style.bold("Against version " + comparison.version()),
                Format.count(comparison.images(), "image"),
                comparison.basis().equals("judged-together")
                    ? "both evaluated in one training"
                    : "held out of both trainings"));
    Table table =
        new Table()
            .column("", Align.LEFT)
            .column("precision", Align.LEFT)
            .column("recall", Align.LEFT)
            .column("F1", Align.LEFT);
    sides(table, name(evaluation), comparison.figures());
    sides(table, evaluation.model() + ":" + comparison.version(), comparison.others());
    lines.addAll(table.lines(style));
    lines.add(
        "difference in recall %s: %s better, %s worse"
            .formatted(points(comparison.difference()), comparison.won(), comparison.lost()));
    if (comparison.leftOut() > 0) {
      lines.add(
          "%s skipped, whose class only one of them knows"
              .formatted(Format.count(comparison.leftOut(), "image")));
    }
    return lines;
  }

  private static void sides(Table table, String name, Figures figures) {
    table.row(name, share(figures.precision()), share(figures.recall()), estimate(figures.f1()));
  }

  private static String share(Share share) {
    return share.value() == null ? NONE : interval(share.value(), share.low(), share.high());
  }

  private static String estimate(Estimate estimate) {
    return estimate == null ? NONE : interval(estimate.value(), estimate.low(), estimate.high());
  }

  private static String interval(double value, double low, double high) {
    return String.format(Locale.ROOT, "%.1f %% [%.0f, %.0f]", 100 * value, 100 * low, 100 * high);
  }

  private static String points(Estimate difference) {
    return String.format(
        Locale.ROOT,
        "%+.1f points [%+.1f, %+.1f]",
        100 * difference.value(),
        100 * difference.low(),
        100 * difference.high());
  }
}
