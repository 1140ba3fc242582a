package dev.weft.bench.labeling;

import dev.weft.bench.setup.LabeledPhotos;
import dev.weft.bench.setup.Narration;
import dev.weft.bench.setup.Numbers;
import dev.weft.console.CommandSession;
import dev.weft.console.ExitCode;
import dev.weft.console.Folders;
import dev.weft.console.LibraryLogs;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code weft bench labeling}. */
@Command(
    name = "labeling",
    description = {
      "Compare training on labels requested by the label queue with training on the same number of"
          + " labels of random images.",
      "A version is trained on a few labels and classifies all other photographs; the gateway's own"
          + " queue then selects the next photographs, which are labeled by their folders, and"
          + " another version is trained.",
      "Each photograph is run through the ImageNet base once, which takes a few minutes for a few"
          + " thousand photographs and is skipped in later runs with the same --features. After"
          + " that, a training takes a few seconds. No server is started."
    })
public final class LabelingCommand implements Callable<Integer> {
  private static final int ALL = Integer.MAX_VALUE;

  private final CommandSession session;

  @Option(
      names = "--photos",
      required = true,
      paramLabel = "DIR",
      description = "Photographs to label, in folders named after their labels.")
  private Path photos;

  @Option(
      names = "--judge",
      required = true,
      paramLabel = "DIR",
      description = "Photographs to evaluate versions on, in folders named after their labels.")
  private Path judge;

  @Option(
      names = "--features",
      paramLabel = "DIR",
      description = "Folder in which to cache features, 8 KB per photograph. Default: no cache.")
  private Path features;

  @Option(
      names = "--seeds",
      paramLabel = "N",
      defaultValue = "10",
      description = "Number of repetitions of each strategy, 2 to 1000. Default: 10.")
  private int seeds;

  @Option(
      names = "--start",
      paramLabel = "N",
      defaultValue = "50",
      description = "Number of random labels at the start, 30 to 10000. Default: 50.")
  private int start;

  @Option(
      names = "--step",
      paramLabel = "N",
      defaultValue = "50",
      description = "Number of labels added between two trainings, 1 to 200. Default: 50.")
  private int step;

  @Option(
      names = "--most",
      paramLabel = "N",
      defaultValue = "400",
      description = "Number of labels at the end, up to 10000. Default: 400.")
  private int most;

  @Option(
      names = "--search",
      paramLabel = "SECONDS",
      defaultValue = "1",
      description =
          "Time that each training spends searching for the settings of its head, as estimated by"
              + " the trainer. Default: 1.")
  private int search;

  @Option(
      names = "--chart",
      paramLabel = "FILE",
      description = "File to draw the results to, in SVG format.")
  private Path chart;

  @Option(
      names = "--engine",
      paramLabel = "NAME",
      defaultValue = "auto",
      description = "Engine that runs the base. Default: auto.")
  private String engine;

  public LabelingCommand(CommandSession session) {
    this.session = session;
  }

  @Override
  public Integer call() throws IOException {
    Numbers.requireIn("--seeds", seeds, 2, 1000);
    Numbers.requireIn("--start", start, 30, 10_000);
    Numbers.requireIn("--step", step, 1, 200);
    Numbers.requireIn("--most", most, start, 10_000);
    Numbers.requireIn("--search", search, 1, 1000);
    LibraryLogs.quiet();
    LabeledPhotos toLabel = LabeledPhotos.of(photos, ALL);
    LabeledPhotos toJudge = LabeledPhotos.of(judge, ALL);
    Numbers.requireIn("--most", most, start, toLabel.images().size());
    Path kept = features == null ? Files.createTempDirectory("weft-bench") : features;
    try {
      LabelingResult result =
          new LabelingBench(Narration.of(session), engine)
              .run(
                  toLabel, toJudge, kept, new LabelingRun.Rounds(start, step, most, search), seeds);
      session.print(result.lines(session.style()));
      session.printJson(result.toJson());
      if (chart != null) {
        Files.writeString(chart, new LabelingChart(result).draw());
      }
    } finally {
      if (features == null) {
        Folders.delete(kept);
      }
    }
    return ExitCode.OK;
  }
}
