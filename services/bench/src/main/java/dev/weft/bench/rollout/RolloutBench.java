package dev.weft.bench.rollout;

import dev.weft.bench.measure.PredictionConsumer;
import dev.weft.bench.setup.BenchPhotos;
import dev.weft.bench.setup.BenchServer;
import dev.weft.client.WeftClient;
import dev.weft.console.CommandSession;
import dev.weft.console.Folders;
import dev.weft.console.server.Ready;
import dev.weft.console.server.ServerProcess;
import dev.weft.console.store.StoreAccess;
import dev.weft.console.store.VersionCopy;
import dev.weft.modelstore.ModelStore;
import dev.weft.objectstore.ObjectStore;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.function.UnaryOperator;

/** Starts a server, publishes copies of its model, and rolls them out one after the other. */
final class RolloutBench {
  private final CommandSession session;
  private final Map<String, String> settings;

  /**
   * @param more further settings of the server
   */
  RolloutBench(CommandSession session, String engine, Map<String, String> more) {
    this.session = session;
    this.settings = new HashMap<>(more);
    settings.put("weft.classifier.engine", engine);
  }

  /**
   * Runs the benchmark.
   *
   * @param rate the rate of images per second
   * @param images number of images in each phase of each rollout
   */
  RolloutResult run(BenchPhotos photos, double rate, int images, int rollouts)
      throws IOException, InterruptedException {
    Path work = Files.createTempDirectory("weft-bench");
    step("starting a separate server");
    try (BenchServer server = BenchServer.start(session, work.resolve("data"), settings)) {
      Ready ready = server.ready();
      String model = ready.model().substring(0, ready.model().lastIndexOf(':'));
      WeftClient client = ServerProcess.client(ready);
      RolloutRun.prepare(client.rollouts(), model);
      step("publishing " + rollouts + " copies of " + ready.model());
      List<Integer> versions = copies(ready, model, rollouts, work);
      String run = "bench-" + UUID.randomUUID().toString().substring(0, 8);
      try (PredictionConsumer predictions = PredictionConsumer.open(ready.kafka());
          SteadyLoad load = new SteadyLoad(client, predictions, run, photos.files(), rate)) {
        boolean steady = warmUp(load, images);
        int warm = load.count();
        RolloutRun rolling = new RolloutRun(client.rollouts(), model, load, images);
        for (int version : versions) {
          step("rolling out " + model + ":" + version);
          rolling.roll(version);
        }
        return new RolloutResult(
            photos.what(), rate, rollouts, ready.engine(), warm, steady, load.since(warm));
      }
    } finally {
      Folders.delete(work);
    }
  }

  private List<Integer> copies(Ready ready, String model, int count, Path work) throws IOException {
    int serving = Integer.parseInt(ready.model().substring(model.length() + 1));
    try (ObjectStore store =
        StoreAccess.open(ready.s3(), work.resolve("data"), session.context().env())) {
      VersionCopy copy = new VersionCopy(new ModelStore(store, ready.bucket()));
      Path files = Files.createDirectories(work.resolve("copies"));
      List<Integer> versions = new ArrayList<>();
      for (int i = 0; i < count; i++) {
        String why = "a copy of " + ready.model() + " to measure with";
        versions.add(copy.publish(model, serving, UnaryOperator.identity(), "bench", why, files));
      }
      return versions;
    }
  }

  private boolean warmUp(SteadyLoad load, int window) throws InterruptedException {
    step("warming up until latency is steady");
    WarmUp warmUp = new WarmUp();
    while (!warmUp.isSteady() && !warmUp.isOver()) {
      load.await(window);
      warmUp.add(load.last(window));
    }
    return warmUp.isSteady();
  }

  private void step(String what) {
    session.note("- " + what);
  }
}
