package dev.weft.bench.labeling;

import dev.weft.bench.setup.LabeledPhotos;
import dev.weft.bench.setup.Narration;
import dev.weft.bench.setup.Numbers;
import dev.weft.console.ExitCode;
import dev.weft.console.Folders;
import dev.weft.console.LibraryLogs;
import dev.weft.console.Session;
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
      "Compares versions that learned from labels that the label queue asked for with versions that"
          + " learned from as many labels of images at random. A version is trained on few labels"
          + " and answers all other photographs; the next are chosen by the gateway's own queue,"
          + " labeled by the folders that they lie in, and another version is trained.",
      "Each photograph passes through the ImageNet base once: some minutes for a few thousand, none"
          + " in later runs with the same --features. Then a training takes some seconds. No server"
          + " is started."
    })
public final class LabelingCommand implements Callable<Integer> {
  private static final int ALL = Integer.MAX_VALUE;

  private final Session session;

  @Option(
      names = "--photos",
      required = true,
      paramLabel = "DIR",
      description = "Photographs to label, in folders whose names are the labels.")
  private Path photos;

  @Option(
      names = "--judge",
      required = true,
      paramLabel = "DIR",
      description = "Photographs that versions are judged by, likewise.")
  private Path judge;

  @Option(
      names = "--features",
      paramLabel = "DIR",
      description = "Keeps features here, 8 KB a photograph. Default: nowhere.")
  private Path features;

  @Option(
      names = "--seeds",
      paramLabel = "N",
      defaultValue = "10",
      description = "Courses of each, 2 to 1000. Default: 10.")
  private int seeds;

  @Option(
      names = "--start",
      paramLabel = "N",
      defaultValue = "50",
      description = "Labels at the beginning, at random, 30 to 10000. Default: 50.")
  private int start;

  @Option(
      names = "--step",
      paramLabel = "N",
      defaultValue = "50",
      description = "Labels between two trainings, 1 to 200. Default: 50.")
  private int step;

  @Option(
      names = "--most",
      paramLabel = "N",
      defaultValue = "400",
      description = "Labels at the end, to 10000. Default: 400.")
  private int most;

  @Option(
      names = "--search",
      paramLabel = "SECONDS",
      defaultValue = "1",
      description =
          "How long each training looks for settings of its head, by the trainer's reckoning."
              + " Default: 1.")
  private int search;

  @Option(names = "--chart", paramLabel = "FILE", description = "Draws the result (SVG).")
  private Path chart;

  @Option(
      names = "--engine",
      paramLabel = "NAME",
      defaultValue = "auto",
      description = "The engine that runs the base. Default: auto.")
  private String engine;

  public LabelingCommand(Session session) {
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
