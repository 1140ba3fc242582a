package dev.weft.bench.overhead;

import dev.weft.bench.pipeline.PipelineRun;
import dev.weft.bench.process.BackendProcesses;
import dev.weft.bench.process.JavaProcess;
import dev.weft.bench.setup.BenchPhotos;
import dev.weft.client.WeftClient;
import dev.weft.console.CliException;
import dev.weft.console.CommandSession;
import dev.weft.console.ExitCode;
import dev.weft.console.Folders;
import dev.weft.console.ServerOption;
import dev.weft.imaging.Preprocessing;
import dev.weft.imaging.Resize;
import dev.weft.imaging.Scaling;
import dev.weft.objectstore.ObjectStore;
import dev.weft.startermodel.StarterModel;
import dev.weft.testsupport.models.ColourBundle;
import dev.weft.testsupport.models.ColourNetwork;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

/**
 * Serves a network whose only work is the mean of three channels, and measures the processor time
 * of everything else: at full load, at a tenth of it, and without images.
 */
final class OverheadBench {
  private static final int TENTH = 10;

  private final CommandSession session;
  private final Map<String, String> settings;

  OverheadBench(CommandSession session, Map<String, String> settings) {
    this.session = session;
    this.settings = Map.copyOf(settings);
  }

  /**
   * Measures.
   *
   * @param photos images, used in turn
   * @param images number of images at full load; at a tenth of it a tenth
   * @param warmUp number of images before
   * @param idleSeconds duration without images
   */
  OverheadResult run(BenchPhotos photos, int images, int warmUp, int idleSeconds)
      throws IOException {
    Path work = Files.createTempDirectory("weft-bench");
    try (BackendProcesses backends = BackendProcesses.start(session.context(), work)) {
      publish(backends);
      step("starting gateway, classifier and rollout service");
      try (ServiceProcesses services =
          ServiceProcesses.start(session.context(), backends, work, settings)) {
        return measure(photos, images, warmUp, idleSeconds, backends, services);
      }
    } finally {
      Folders.delete(work);
    }
  }

  /** Publishes the network under the name of the model that is served by default. */
  private static void publish(BackendProcesses backends) {
    try (ObjectStore store = backends.client()) {
      new ColourBundle(StarterModel.NAME, 1, ColourNetwork.right())
          .objects()
          .forEach(
              (key, bytes) ->
                  store.put(BackendProcesses.BUCKET, key, bytes, "application/octet-stream"));
    }
  }

  private OverheadResult measure(
      BenchPhotos photos,
      int images,
      int warmUp,
      int idleSeconds,
      BackendProcesses backends,
      ServiceProcesses services) {
    List<byte[]> files = photos.files();
    List<JavaProcess> all = new ArrayList<>(services.processes());
    all.addAll(backends.processes());
    WeftClient client = ServerOption.local(services.gateway());
    PipelineRun pipeline = new PipelineRun(client, backends.bootstrapServers(), "bench");
    step("warming up, " + warmUp + " images");
    pipeline.throughput("warm-up", cycle(files, warmUp));
    step("full load, " + images + " images");
    CostMeter meter = new CostMeter(all);
    double full = pipeline.throughput("full", cycle(files, images));
    LoadCost atFullLoad = new LoadCost(full, meter.costs(images));
    int fewer = Math.max(1, images / TENTH);
    step("a tenth of it, " + fewer + " images");
    SteadyUploads uploads = new SteadyUploads(client, backends.bootstrapServers());
    meter = new CostMeter(all);
    double rate = uploads.run("bench-tenth", cycle(files, fewer), full / TENTH);
    LoadCost atTenth = new LoadCost(rate, meter.costs(fewer));
    step("without images, " + idleSeconds + " s");
    meter = new CostMeter(all);
    sleep(idleSeconds);
    LoadCost idle = new LoadCost(0, meter.costs(idleSeconds));
    step("decoding alone");
    double decoding = new DecodingCost(preprocessing()).millis(files);
    return new OverheadResult(photos.what(), images, decoding, atFullLoad, atTenth, idle);
  }

  private static Preprocessing preprocessing() {
    return new Preprocessing(
        ColourNetwork.SIZE, ColourNetwork.SIZE, Resize.STRETCH, Scaling.MINUS_ONE_TO_ONE);
  }

  private static List<byte[]> cycle(List<byte[]> files, int count) {
    return IntStream.range(0, count).mapToObj(i -> files.get(i % files.size())).toList();
  }

  private static void sleep(int seconds) {
    try {
      Thread.sleep(seconds * 1000L);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new CliException(ExitCode.FAILED, "interrupted", "", e);
    }
  }

  private void step(String what) {
    session.note("- " + what);
  }
}
