package dev.weft.bench.pipeline;

import dev.weft.bench.measure.Latencies;
import dev.weft.bench.setup.BenchModel;
import dev.weft.bench.setup.BenchPhotos;
import dev.weft.bench.setup.BenchServer;
import dev.weft.bench.setup.Tensors;
import dev.weft.console.CommandSession;
import dev.weft.console.Folders;
import dev.weft.console.server.Ready;
import dev.weft.console.server.ServerProcess;
import dev.weft.imaging.DecodeLimits;
import dev.weft.imaging.ImageReader;
import dev.weft.imaging.ImageReaders;
import dev.weft.xception.engine.Engine;
import dev.weft.xception.engine.load.Engines;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;

/**
 * Runs the parts one after the other: bare loop, pipeline, requests without Kafka, latency, bare
 * loop again. They are never concurrent, so that each has the whole machine.
 */
final class PipelineBench {
  private static final int MOST_TENSORS = 400;
  private static final int BATCH_ON_CPU = 4;
  private static final int BATCH_ON_GPU = 64;
  private static final int WARM_UP_DIRECT = 32;
  private static final int WARM_UP_LATENCIES = 10;

  private final CommandSession session;
  private final String engineName;
  private final int askedBatch;
  private final Map<String, String> settings;

  /**
   * @param batch the largest batch size of both; 0 for the pipeline's default
   * @param more further settings of the server
   */
  PipelineBench(CommandSession session, String engineName, int batch, Map<String, String> more) {
    this.session = session;
    this.engineName = engineName;
    this.askedBatch = batch;
    this.settings = new HashMap<>(more);
    settings.put("weft.classifier.max-batch", String.valueOf(batch));
  }

  PipelineResult run(BenchPhotos photos, int warmUp, int latencyImages) throws IOException {
    Path work = Files.createTempDirectory("weft-bench");
    try {
      return run(photos, warmUp, latencyImages, work);
    } finally {
      Folders.delete(work);
    }
  }

  private PipelineResult run(BenchPhotos photos, int warmUp, int latencyImages, Path work)
      throws IOException {
    step("importing the starter model");
    BenchModel model = BenchModel.starter(work);
    String engineHere = engineHere(model);
    settings.put("weft.classifier.engine", engineHere);
    int batch = askedBatch > 0 ? askedBatch : ownBatch(engineHere);
    ImageReader reader = ImageReaders.create(DecodeLimits.DEFAULT);
    List<byte[]> few = photos.files().subList(0, Math.min(MOST_TENSORS, photos.files().size()));
    step("decoding " + few.size() + " images for the bare loop");
    Tensors tensors = Tensors.decode(few, reader, model.preprocessing(), batch);
    double before;
    double decoding;
    double float32Before = float32(model, engineHere, batch, tensors);
    try (Engine engine = model.load(engineHere, batch)) {
      step("bare loop, before");
      before = new BareLoop(engine).run(tensors);
      step("bare loop that also decodes");
      decoding = new BareLoop(engine).runWithDecoding(few, reader, model.preprocessing(), batch);
    }
    Measured measured = pipeline(photos.files(), warmUp, latencyImages, work.resolve("data"));
    double float32After = float32(model, engineHere, batch, tensors);
    try (Engine engine = model.load(engineHere, batch)) {
      step("bare loop, after");
      double after = new BareLoop(engine).run(tensors);
      return new PipelineResult(
          photos.what(),
          photos.files().size(),
          batch,
          engine.info(),
          Engines.isFloat(engineHere) ? Double.NaN : (float32Before + float32After) / 2,
          before,
          after,
          decoding,
          warmUp,
          measured.warmUp(),
          measured.throughput(),
          measured.direct(),
          measured.latencies());
    }
  }

  private record Measured(double warmUp, double throughput, double direct, Latencies latencies) {}

  private Measured pipeline(List<byte[]> files, int warmUp, int latencyImages, Path data) {
    step("starting a separate server");
    try (BenchServer server = BenchServer.start(session, data, settings)) {
      Ready ready = server.ready();
      String run = "bench-" + UUID.randomUUID().toString().substring(0, 8);
      PipelineRun pipeline = new PipelineRun(ServerProcess.client(ready), ready.kafka(), run);
      step("pipeline, warming up with " + warmUp + " images");
      double cold = pipeline.throughput("warm-up", cycle(files, warmUp));
      step("pipeline, " + files.size() + " images");
      double throughput = pipeline.throughput("run", files);
      InferenceRun inference = new InferenceRun(ready);
      step("the same images without Kafka");
      inference.throughput(cycle(files, WARM_UP_DIRECT));
      double direct = inference.throughput(files);
      step("latency of single images");
      List<byte[]> singles = cycle(files, WARM_UP_LATENCIES + latencyImages);
      Latencies latencies = pipeline.latencies(singles, WARM_UP_LATENCIES);
      return new Measured(cold, throughput, direct, latencies);
    }
  }

  /** The engine for both loop and server: {@code auto} may choose differently at each load. */
  private String engineHere(BenchModel model) {
    try (Engine engine = model.load(engineName, 1)) {
      return engine.info().name();
    }
  }

  /** Throughput of the bare loop in float32 if a lower precision is served; 0 otherwise. */
  private double float32(BenchModel model, String engineHere, int batch, Tensors tensors) {
    if (Engines.isFloat(engineHere)) {
      return 0;
    }
    step("bare loop in float32");
    try (Engine engine = model.load(Engines.FLOAT32, batch)) {
      return new BareLoop(engine).run(tensors);
    }
  }

  /** The classifier's default; see its configuration. */
  private static int ownBatch(String engine) {
    return engine.endsWith("-cuda") ? BATCH_ON_GPU : BATCH_ON_CPU;
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
