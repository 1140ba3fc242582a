package dev.weft.bench.overhead;

import dev.weft.bench.setup.BenchPhotos;
import dev.weft.bench.setup.Numbers;
import dev.weft.console.CommandSession;
import dev.weft.console.ExitCode;
import dev.weft.console.LibraryLogs;
import java.io.IOException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code weft bench overhead}. */
@Command(
    name = "overhead",
    description = {
      "Measure the processor time of everything but the network: a model whose network only"
          + " averages three channels is served.",
      "Starts broker, store, gateway, classifier and rollout service as processes of their own, with"
          + " their data in a temporary folder, and shows the processor time of each process and of"
          + " its threads: at full load, at a tenth of it, and without images."
    })
public final class OverheadCommand implements Callable<Integer> {

  /** More distinct images tell nothing more. */
  private static final int DISTINCT = 200;

  private final CommandSession session;

  @Option(
      names = "--photos",
      paramLabel = "DIR",
      description = "Folder of photographs to use. Default: generated drawings.")
  private Path photos;

  @Option(
      names = {"-n", "--images"},
      paramLabel = "N",
      defaultValue = "2000",
      description = "Number of images at full load; a tenth of it at a tenth. Default: 2000.")
  private int images;

  @Option(
      names = "--warm-up",
      paramLabel = "N",
      defaultValue = "2000",
      description = "Number of images before. Default: 2000.")
  private int warmUp;

  @Option(
      names = "--idle",
      paramLabel = "SECONDS",
      defaultValue = "20",
      description = "Duration of the measurement without images. Default: 20.")
  private int idle;

  @Option(
      names = "--set",
      paramLabel = "KEY=VALUE",
      description = "Configuration property of the services. Can be repeated.")
  private Map<String, String> settings = new LinkedHashMap<>();

  public OverheadCommand(CommandSession session) {
    this.session = session;
  }

  @Override
  public Integer call() throws IOException {
    Numbers.requireIn("--images", images, 10, 100_000);
    Numbers.requireIn("--warm-up", warmUp, 1, 100_000);
    Numbers.requireIn("--idle", idle, 1, 600);
    LibraryLogs.quiet();
    int distinct = Math.min(DISTINCT, images);
    BenchPhotos files =
        photos == null ? BenchPhotos.drawn(distinct) : BenchPhotos.of(photos, distinct);
    OverheadBench bench = new OverheadBench(session, settings);
    OverheadResult result = bench.run(files, images, warmUp, idle);
    session.print(result.lines(session.style()));
    session.printJson(result.toJson());
    return ExitCode.OK;
  }
}
