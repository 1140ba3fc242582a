package dev.weft.bench.queue;

import dev.weft.bench.measure.Latencies;
import dev.weft.bench.pipeline.PipelineRun;
import dev.weft.bench.setup.BenchPhotos;
import dev.weft.bench.setup.BenchServer;
import dev.weft.bench.setup.Numbers;
import dev.weft.bench.setup.ServerBenchOptions;
import dev.weft.client.WeftClient;
import dev.weft.console.CliException;
import dev.weft.console.CommandSession;
import dev.weft.console.ExitCode;
import dev.weft.console.Folders;
import dev.weft.console.LibraryLogs;
import dev.weft.console.server.Ready;
import dev.weft.console.server.ServerProcess;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code weft bench queue}. */
@Command(
    name = "queue",
    description = {
      "Measure latency at rising loads with random arrivals, and compare it with a queueing model.",
      "The model uses only two measurements: the latency of one image on the idle system, and the"
          + " throughput of the fully loaded system. If the two agree, the model also tells how"
          + " many replicas a load requires.",
      "Starts its own server on free ports, with its data in a temporary folder."
    })
public final class QueueCommand implements Callable<Integer> {
  private static final int ALONE = 40;
  private static final int COLD = 10;
  private static final long SEED = 1;
  private static final int SIMULATED = 20_000;

  private final CommandSession session;

  @Mixin private ServerBenchOptions options;

  @Option(
      names = "--loads",
      paramLabel = "SHARES",
      split = ",",
      defaultValue = "0.3,0.5,0.7,0.8",
      description =
          "Loads to measure, as fractions of the maximum throughput. Default: 0.3,0.5,0.7,0.8.")
  private List<Double> loads;

  @Option(
      names = {"-n", "--images"},
      paramLabel = "N",
      defaultValue = "300",
      description = "Number of images per load, and for the maximum throughput. Default: 300.")
  private int images;

  @Option(
      names = "--max-batch",
      paramLabel = "N",
      defaultValue = "4",
      description = "Maximum batch size. Default: 4, as on a CPU.")
  private int maxBatch;

  public QueueCommand(CommandSession session) {
    this.session = session;
  }

  @Override
  public Integer call() throws IOException, InterruptedException {
    Numbers.requireIn("--images", images, 50, 50_000);
    Numbers.requireIn("--max-batch", maxBatch, 1, 256);
    if (!loads.stream().allMatch(share -> share > 0 && share < 1)) {
      throw new CliException(
          ExitCode.USAGE, "--loads must be between 0 and 1, but are " + loads, "such as 0.5,0.8");
    }
    LibraryLogs.quiet();
    Map<String, String> settings = new HashMap<>(options.settings());
    settings.put("weft.classifier.engine", options.engine());
    settings.put("weft.classifier.max-batch", Integer.toString(maxBatch));
    QueueResult result = measure(options.files(100), settings);
    session.print(result.lines(session.style()));
    session.printJson(result.toJson());
    return ExitCode.OK;
  }

  private QueueResult measure(BenchPhotos photos, Map<String, String> settings)
      throws IOException, InterruptedException {
    Path work = Files.createTempDirectory("weft-bench");
    step("starting a separate server");
    try (BenchServer server = BenchServer.start(session, work.resolve("data"), settings)) {
      Ready ready = server.ready();
      WeftClient client = ServerProcess.client(ready);
      String run = "bench-" + UUID.randomUUID().toString().substring(0, 8);
      PipelineRun pipeline = new PipelineRun(client, ready.kafka(), run);
      List<byte[]> files = photos.files();
      step("warming up");
      pipeline.throughput("warm", many(files, images));
      step("the full system");
      double full = pipeline.throughput("full", many(files, images));
      step("one image after the other");
      Latencies alone = pipeline.latencies(many(files, ALONE + COLD), COLD);
      BatchQueue queue = BatchQueue.of(alone.total().p50(), alone.infer().p50(), full, maxBatch);
      List<QueueResult.Load> measured = new ArrayList<>();
      for (double share : loads) {
        double perSecond = share * full;
        step("%.1f images/s".formatted(perSecond));
        QueueRun load = new QueueRun(client, ready.kafka(), run + "-" + share);
        measured.add(
            new QueueResult.Load(
                share,
                perSecond,
                load.measure(files, perSecond, images, SEED),
                queue.simulate(perSecond, SIMULATED, SEED)));
      }
      return new QueueResult(photos.what(), ready.engine(), queue, measured);
    } finally {
      Folders.delete(work);
    }
  }

  private static List<byte[]> many(List<byte[]> files, int count) {
    List<byte[]> many = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      many.add(files.get(i % files.size()));
    }
    return many;
  }

  private void step(String what) {
    session.note("- " + what);
  }
}
