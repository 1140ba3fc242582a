package dev.weft.bench.engine;

import static dev.weft.bench.setup.Numbers.text;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.weft.bench.setup.BenchModel;
import dev.weft.console.CliException;
import dev.weft.console.CommandSession;
import dev.weft.console.ExitCode;
import dev.weft.console.Folders;
import dev.weft.console.Json;
import dev.weft.console.LibraryLogs;
import dev.weft.console.terminal.Table;
import dev.weft.console.terminal.Table.Align;
import dev.weft.xception.bench.EngineBenchmark;
import dev.weft.xception.bench.EngineComparison;
import dev.weft.xception.bench.EngineFigures;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code weft bench engine}. */
@Command(
    name = "engine",
    description = {
      "Compare the engines: ONNX Runtime, OpenVINO, this project's DL4J graph, and the Xception of"
          + " the DL4J model zoo.",
      "Takes a few minutes on two cores, most of them for the model of the zoo."
    })
public final class EngineCommand implements Callable<Integer> {
  private final CommandSession session;

  @Option(
      names = "--batch",
      paramLabel = "N",
      defaultValue = "8",
      description = "Number of images in a full batch. Default: 8.")
  private int batch;

  @Option(
      names = "--runs",
      paramLabel = "N",
      defaultValue = "5",
      description = "Number of runs per batch size, of which the median is reported. Default: 5.")
  private int runs;

  public EngineCommand(CommandSession session) {
    this.session = session;
  }

  @Override
  public Integer call() throws IOException {
    if (batch < 1 || batch > 256 || runs < 1 || runs > 1000) {
      throw new CliException(
          ExitCode.USAGE,
          "--batch must be in 1..256 and --runs in 1..1000, but are " + batch + " and " + runs,
          "");
    }
    LibraryLogs.quiet();
    Path work = Files.createTempDirectory("weft-bench");
    try {
      BenchModel model = BenchModel.starter(work);
      EngineBenchmark benchmark =
          new EngineBenchmark(model.files(), model.golden(), line -> session.note("- " + line));
      print(benchmark.run(batch, runs));
      return ExitCode.OK;
    } finally {
      Folders.delete(work);
    }
  }

  private void print(EngineComparison comparison) {
    Table table =
        new Table()
            .column("engine", Align.LEFT)
            .column("ms alone", Align.RIGHT)
            .column("ms in batches of " + batch, Align.RIGHT)
            .column("images/s", Align.RIGHT)
            .column("what", Align.LEFT);
    for (EngineFigures it : comparison.engines()) {
      table.row(
          it.name(),
          text("%.0f", it.single()),
          text("%.0f", it.batch()),
          text("%.2f", it.imagesPerSecond()),
          it.description());
    }
    session.print(table.lines(session.style()));
    comparison.skipped().forEach(reason -> session.note("skipped: " + reason));
    comparison
        .ratio()
        .ifPresent(
            ratio ->
                session.print(
                    text("ratio %.1f: the fastest engine to DL4J's own zoo model", ratio)));
    session.printJson(toJson(comparison));
  }

  private ObjectNode toJson(EngineComparison comparison) {
    ObjectNode json = Json.object().put("benchmark", "engine").put("batch", batch);
    ObjectNode engines = json.putObject("engines");
    for (EngineFigures it : comparison.engines()) {
      engines
          .putObject(it.name())
          .put("singleMillis", Json.rounded(it.single(), 2))
          .put("batchMillisPerImage", Json.rounded(it.batch(), 2))
          .put("imagesPerSecond", Json.rounded(it.imagesPerSecond(), 3))
          .put("description", it.description());
    }
    comparison.skipped().forEach(json.withArray("skipped")::add);
    return json.put("ratio", comparison.ratio().map(it -> Json.rounded(it, 2)).orElse(null));
  }
}
