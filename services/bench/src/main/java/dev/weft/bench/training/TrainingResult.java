package dev.weft.bench.training;

import static dev.weft.bench.setup.Numbers.text;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.weft.bench.measure.Spent;
import dev.weft.console.Json;
import dev.weft.console.terminal.Format;
import dev.weft.console.terminal.Style;
import dev.weft.console.terminal.Table;
import dev.weft.console.terminal.Table.Align;
import dev.weft.xception.bench.TrainingComparison;
import dev.weft.xception.bench.TrainingFigures;
import java.util.ArrayList;
import java.util.List;

/**
 * Result of the benchmark, for people and for programs.
 *
 * @param photos description of the images
 * @param batch batch size for passes through the base when features are cached
 * @param heads the recipe without and with a cache
 * @param exitFlow a step of fine-tuning in two implementations
 */
record TrainingResult(String photos, int batch, HeadComparison heads, TrainingComparison exitFlow) {

  List<String> lines(Style style) {
    List<String> lines = new ArrayList<>();
    addHeads(lines, style);
    addExitFlow(lines, style);
    lines.add(
        text(
            "engine %s %s on %s, %d threads, batches of %d as written, of %d cached",
            heads.engine().name(),
            heads.engine().version(),
            heads.engine().device(),
            heads.engine().threads(),
            HeadBench.RECIPE.batchSize(),
            batch));
    return lines;
  }

  private void addHeads(List<String> lines, Style style) {
    DataSizes sizes = heads.sizes();
    lines.add(style.bold("A head in " + heads.epochs() + " epochs") + " on " + photos);
    lines.add(
        style.dim(
            text(
                "%d to train on, %d to validate, %d to test, %d left out; %d classes",
                sizes.train(),
                sizes.validation(),
                sizes.test(),
                sizes.leftOut(),
                sizes.classes())));
    lines.addAll(times().lines(style));
    lines.add(
        style.bold(text("ratio %.1f", heads.ratio()))
            + text(
                ": as written to cached (%.1f in processor time, %.1f in images through the base)",
                heads.processorRatio(), heads.passesRatio()));
    lines.addAll(notes());
    lines.add("");
    lines.addAll(accuracies().lines(style));
    lines.add(
        style.dim(
            heads.largestDifference() == 0
                ? "the features of both are the same, bit for bit"
                : text("the features of both differ by %.1e at most", heads.largestDifference())));
    lines.add("");
  }

  private void addExitFlow(List<String> lines, Style style) {
    lines.add(
        style.bold("The exit flow")
            + text(
                " (blocks 13 and 14, pool, head), a step of %d images: forward, backward, update",
                exitFlow.batchSize()));
    lines.addAll(steps().lines(style));
    lines.add(
        style.bold(text("ratio %.1f", exitFlow.ratio()))
            + text(
                ": DL4J's own layers to fused blocks (%.1f in processor time)",
                exitFlow.processorRatio()));
    lines.add("");
  }

  private Table times() {
    Spent written = heads.asWrittenSpent();
    Spent cached = heads.cachedSpent();
    return new Table()
        .column("", Align.LEFT)
        .column("s", Align.RIGHT)
        .column("processor s", Align.RIGHT)
        .column("images through the base", Align.RIGHT)
        .column("", Align.LEFT)
        .row(
            "as written",
            text("%.1f", written.seconds()),
            text("%.1f", written.processorSeconds()),
            String.valueOf(heads.sizes().passesAsWritten(heads.epochs())),
            heads.extrapolated() ? "extrapolated" : "run")
        .row(
            "cached",
            text("%.1f", cached.seconds()),
            text("%.1f", cached.processorSeconds()),
            String.valueOf(heads.sizes().passesCached()),
            "run");
  }

  private List<String> notes() {
    int run = heads.asWritten().epochs().size();
    int all = heads.epochs();
    double measured = heads.asWritten().measured().seconds();
    List<String> notes = new ArrayList<>();
    if (heads.extrapolated()) {
      notes.add(
          text(
              "as written: epochs 1 to %d were run, in %.1f s; %d epochs are extrapolated: %.1f /"
                  + " %d * %d",
              run, measured, all, measured, run, all));
      notes.add(
          text(
              "            its head took the steps of epochs %d to %d all the same, not timed, on"
                  + " what the",
              run + 1, all));
      notes.add(
          text(
              "            base had said by then, and of %d more images and flips when they came"
                  + " up",
              heads.laterPasses()));
    } else {
      notes.add(text("as written: all %d epochs were run", all));
    }
    notes.add(
        text(
            "cached:     all %d epochs were run: %.1f s for the features, %.1f s for the steps",
            all, heads.features().seconds(), heads.steps().seconds()));
    notes.add(
        text(
            "            %.2f times the engine alone, %.3f s an image or flip (%.2f in processor"
                + " time)",
            heads.freezeToBare(), heads.bareImage().seconds(), heads.processorFreezeToBare()));
    if (heads.asWritten().disturbed()) {
      notes.add(
          text(
              "epochs as written took %.1f to %.1f s: other programs were running on this machine,"
                  + " so rely on the ratio in processor time",
              heads.asWritten().fastest(), heads.asWritten().slowest()));
    }
    return notes;
  }

  private Table accuracies() {
    Table table =
        new Table()
            .column("head", Align.LEFT)
            .column("epochs", Align.RIGHT)
            .column("best", Align.RIGHT)
            .column("validation accuracy", Align.RIGHT)
            .column("validation loss", Align.RIGHT)
            .column("test accuracy", Align.RIGHT);
    addHead(table, "as written", heads.asWrittenHead());
    addHead(table, "cached", heads.cachedHead());
    return table;
  }

  private static void addHead(Table table, String name, HeadScore score) {
    table.row(
        name,
        String.valueOf(score.epochs()),
        String.valueOf(score.bestEpoch()),
        Format.percent(score.validationAccuracy()),
        text("%.4f", score.validationLoss()),
        Format.percent(score.testAccuracy()));
  }

  private Table steps() {
    Table table =
        new Table()
            .column("", Align.LEFT)
            .column("s an image", Align.RIGHT)
            .column("processor s an image", Align.RIGHT);
    addStep(table, "fused blocks", exitFlow.fused());
    addStep(table, "DL4J's own layers", exitFlow.dl4j());
    return table;
  }

  private static void addStep(Table table, String name, TrainingFigures figures) {
    table.row(name, text("%.3f", figures.seconds()), text("%.3f", figures.processorSeconds()));
  }

  ObjectNode toJson() {
    DataSizes sizes = heads.sizes();
    ObjectNode json =
        Json.object()
            .put("benchmark", "training")
            .put("photos", photos)
            .put("classes", sizes.classes())
            .put("trainImages", sizes.train())
            .put("validationImages", sizes.validation())
            .put("testImages", sizes.test())
            .put("leftOut", sizes.leftOut())
            .put("batch", batch)
            .put("engine", heads.engine().name())
            .put("engineThreads", heads.engine().threads())
            .put("epochs", heads.epochs())
            .put("asWrittenEpochsRun", heads.asWritten().epochs().size())
            .put("asWrittenSecondsRun", Json.rounded(heads.asWritten().measured().seconds(), 3))
            .put("asWrittenFastestEpochSeconds", Json.rounded(heads.asWritten().fastest(), 3))
            .put("asWrittenSlowestEpochSeconds", Json.rounded(heads.asWritten().slowest(), 3))
            .put("asWrittenExtrapolated", heads.extrapolated())
            .put("asWrittenSeconds", Json.rounded(heads.asWrittenSpent().seconds(), 3))
            .put("asWrittenPasses", sizes.passesAsWritten(heads.epochs()))
            .put("cachedSeconds", Json.rounded(heads.cachedSpent().seconds(), 3))
            .put("cachedFeatureSeconds", Json.rounded(heads.features().seconds(), 3))
            .put("cachedStepSeconds", Json.rounded(heads.steps().seconds(), 3))
            .put("cachedPasses", sizes.passesCached())
            .put("bareSecondsPerImage", Json.rounded(heads.bareImage().seconds(), 4))
            .put("freezeToBare", Json.rounded(heads.freezeToBare(), 3))
            .put("processorFreezeToBare", Json.rounded(heads.processorFreezeToBare(), 3));
    putHead(json, "asWritten", heads.asWrittenHead());
    putHead(json, "cached", heads.cachedHead());
    return json.put("largestFeatureDifference", heads.largestDifference())
        .put("ratio", Json.rounded(heads.ratio(), 2))
        .put("processorRatio", Json.rounded(heads.processorRatio(), 2))
        .put("passesRatio", Json.rounded(heads.passesRatio(), 2))
        .put("exitFlowBatch", exitFlow.batchSize())
        .put("exitFlowFusedSecondsPerImage", Json.rounded(exitFlow.fused().seconds(), 4))
        .put("exitFlowDl4jSecondsPerImage", Json.rounded(exitFlow.dl4j().seconds(), 4))
        .put("exitFlowRatio", Json.rounded(exitFlow.ratio(), 2))
        .put("exitFlowProcessorRatio", Json.rounded(exitFlow.processorRatio(), 2));
  }

  private static void putHead(ObjectNode json, String prefix, HeadScore score) {
    json.put(prefix + "BestEpoch", score.bestEpoch())
        .put(prefix + "ValidationAccuracy", Json.rounded(score.validationAccuracy(), 4))
        .put(prefix + "ValidationLoss", Json.rounded(score.validationLoss(), 5))
        .put(prefix + "TestAccuracy", Json.rounded(score.testAccuracy(), 4));
  }
}
