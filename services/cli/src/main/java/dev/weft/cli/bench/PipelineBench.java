package dev.weft.cli.bench;

import dev.weft.cli.Folders;
import dev.weft.cli.Session;
import dev.weft.cli.client.WeftClient;
import dev.weft.cli.model.StoreAccess;
import dev.weft.cli.server.Ready;
import dev.weft.cli.server.ServerProcess;
import dev.weft.cli.server.ServerSettings;
import dev.weft.cli.terminal.Progress;
import dev.weft.imaging.DecodeLimits;
import dev.weft.imaging.ImageReader;
import dev.weft.imaging.ImageReaders;
import dev.weft.modelstore.ModelBundle;
import dev.weft.modelstore.ModelStore;
import dev.weft.objectstore.ObjectStore;
import dev.weft.xception.engine.Engine;
import dev.weft.xception.engine.EngineOptions;
import dev.weft.xception.engine.Engines;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;

/**
 * Runs the parts one after the other: bare loop, pipeline, latency, bare loop again. Never two at
 * once, so that each has the whole machine.
 */
final class PipelineBench {
  private static final int MOST_TENSORS = 400;
  private static final int WARM_UP_IMAGES = 32;
  private static final int WARM_UP_LATENCIES = 10;

  private final Session session;
  private final String engineName;
  private final int batch;
  private final Map<String, String> settings;

  /**
   * @param batch the largest batch of both
   * @param more settings of the server
   */
  PipelineBench(Session session, String engineName, int batch, Map<String, String> more) {
    this.session = session;
    this.engineName = engineName;
    this.batch = batch;
    this.settings = new HashMap<>(more);
    settings.put("weft.classifier.engine", engineName);
    settings.put("weft.classifier.batch.max-size", String.valueOf(batch));
  }

  PipelineResult run(BenchPhotos photos, int latencyImages) throws IOException {
    Path work = Files.createTempDirectory("weft-bench");
    try {
      return run(photos, latencyImages, work);
    } finally {
      Folders.delete(work);
    }
  }

  private PipelineResult run(BenchPhotos photos, int latencyImages, Path work) {
    ModelBundle model = model(work);
    ImageReader reader = ImageReaders.create(DecodeLimits.DEFAULT);
    List<byte[]> few = photos.files().subList(0, Math.min(MOST_TENSORS, photos.files().size()));
    var preprocessing = model.manifest().preprocessing();
    step("decoding " + few.size() + " images for the bare loop");
    Tensors tensors = Tensors.decode(few, reader, preprocessing, batch);
    EngineOptions options = new EngineOptions(engineName, 0, batch, 0);
    double before;
    double decoding;
    try (Engine engine = Engines.load(model.files(), model.golden(), options)) {
      step("bare loop, before");
      before = new BareLoop(engine).run(tensors);
      step("bare loop that also decodes");
      decoding = new BareLoop(engine).runWithDecoding(few, reader, preprocessing, batch);
    }
    double pipeline;
    Latencies latencies;
    try (ServerProcess server = start(work)) {
      Ready ready = awaitReady(server);
      String run = "bench-" + UUID.randomUUID().toString().substring(0, 8);
      WeftClient client = ServerProcess.client(ready);
      PipelineRun measured = new PipelineRun(client, ready.kafka(), run);
      step("pipeline, warming up");
      measured.throughput("warm-up", cycle(photos.files(), WARM_UP_IMAGES));
      step("pipeline, " + photos.what());
      pipeline = measured.throughput("run", photos.files());
      step("latency of single images");
      latencies =
          measured.latencies(
              cycle(photos.files(), WARM_UP_LATENCIES + latencyImages), WARM_UP_LATENCIES);
    }
    try (Engine engine = Engines.load(model.files(), model.golden(), options)) {
      step("bare loop, after");
      double after = new BareLoop(engine).run(tensors);
      return new PipelineResult(
          photos.what(),
          photos.files().size(),
          batch,
          engine.info(),
          before,
          after,
          decoding,
          pipeline,
          latencies);
    }
  }

  /** The model that a server starts with, fetched from its own store. */
  private ModelBundle model(Path work) {
    try (ServerProcess server = start(work)) {
      Ready ready = awaitReady(server);
      try (ObjectStore store =
          StoreAccess.open(ready.s3(), work.resolve("data"), session.context().env())) {
        String name = ready.model().substring(0, ready.model().indexOf(':'));
        int version = Integer.parseInt(ready.model().substring(name.length() + 1));
        return new ModelStore(store, ready.bucket()).fetch(name, version, work.resolve("bundle"));
      }
    }
  }

  private ServerProcess start(Path work) {
    step("starting a server of its own");
    ServerSettings server = ServerSettings.onFreePorts(work.resolve("data"), settings);
    return ServerProcess.start(session.context(), server, this::echo);
  }

  private Ready awaitReady(ServerProcess server) {
    try (Progress progress = session.progress("starting")) {
      return server.awaitReady(progress);
    }
  }

  private void echo(String line) {
    if (session.verbose()) {
      session.note(line);
    }
  }

  private void step(String what) {
    session.note("- " + what);
  }

  private static List<byte[]> cycle(List<byte[]> files, int count) {
    return java.util.stream.IntStream.range(0, count)
        .mapToObj(i -> files.get(i % files.size()))
        .toList();
  }
}
