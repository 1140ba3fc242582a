package dev.weft.xception.engine.load;

import dev.weft.base.LoadPriority;
import dev.weft.modelstore.GoldenCase;
import dev.weft.modelstore.ModelFiles;
import dev.weft.xception.engine.Engine;
import dev.weft.xception.engine.EngineCandidate;
import dev.weft.xception.engine.EngineException;
import dev.weft.xception.engine.EngineOptions;
import dev.weft.xception.engine.EngineReport;
import dev.weft.xception.engine.GoldenCheck;
import dev.weft.xception.engine.LoadingTurn;
import dev.weft.xception.engine.dl4j.Dl4j;
import dev.weft.xception.engine.onnx.OnnxCpu;
import dev.weft.xception.engine.onnx.OnnxCuda;
import dev.weft.xception.network.InputSize;
import dev.weft.xception.onnx.OnnxInspection;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.nio.FloatBuffer;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Chooses and loads engines. {@code auto} uses the first of {@code onnx-cuda}, {@code dl4j-cuda},
 * {@code onnx-cpu} and {@code dl4j-cpu} that is available and gives the golden logits at batch size
 * 1 and at the largest one; that check also warms the engine up. If a version has an 8-bit graph,
 * {@code onnx-cpu-int8} and {@code onnx-cpu} are both loaded and timed, and the faster one is kept,
 * since the gain of integers depends on the processor. An 8-bit graph that fails the check only
 * causes a warning.
 */
public final class Engines {
  private static final Logger LOG = System.getLogger(Engines.class.getName());

  /** The engine for float32 graphs on a processor. */
  public static final String FLOAT32 = OnnxCpu.NAME;

  /** The engine for 8-bit graphs. */
  public static final String INT8 = OnnxCpu.INT8_NAME;

  private static final Engines ALL = new Engines(allCandidates());

  private final List<EngineCandidate> candidates;

  Engines(List<EngineCandidate> candidates) {
    this.candidates = List.copyOf(candidates);
  }

  private static List<EngineCandidate> allCandidates() {
    List<EngineCandidate> all = new ArrayList<>(OnnxCuda.variants());
    all.add(new Dl4j(Dl4j.CUDA));
    all.add(OnnxCpu.inInt8());
    all.add(OnnxCpu.inFloat32());
    all.add(new Dl4j(Dl4j.CPU));
    return all;
  }

  /**
   * Loads a model version after {@link OnnxInspection} has accepted its graph, whichever engine
   * runs it. Waits while another version is being loaded.
   *
   * @throws EngineException if no engine that the options allow passes; the message gives the
   *     reason for each
   */
  public static Engine load(ModelFiles files, GoldenCase golden, EngineOptions options) {
    return load(files, golden, options, LoadPriority.FOREGROUND);
  }

  /**
   * The same.
   *
   * @param priority the priority of the checks; sessions are always created at normal priority,
   *     since their threads will serve
   */
  public static Engine load(
      ModelFiles files, GoldenCase golden, EngineOptions options, LoadPriority priority) {
    return loadInTurn(files, golden, options, priority).engine();
  }

  /** As {@link #load}, with a report for each engine that was considered. */
  public static LoadedEngine loadWithReports(
      ModelFiles files, GoldenCase golden, EngineOptions options) {
    return loadInTurn(files, golden, options, LoadPriority.FOREGROUND);
  }

  private static LoadedEngine loadInTurn(
      ModelFiles files, GoldenCase golden, EngineOptions options, LoadPriority priority) {
    return LoadingTurn.OF_THE_PROCESS.take(
        () -> {
          priority.run(() -> requireSound(files, files.onnx()));
          return ALL.choose(files, golden, options, priority);
        });
  }

  private static void requireSound(ModelFiles files, Path graph) {
    try {
      OnnxInspection.complaint(graph, new InputSize(files.height(), files.width()), files.classes())
          .ifPresent(
              complaint -> {
                throw new EngineException("the graph is rejected: " + complaint);
              });
    } catch (IOException e) {
      throw new UncheckedIOException("cannot read " + graph, e);
    }
  }

  /**
   * Computes the golden case of a new version, in float32 on the processor.
   *
   * @throws EngineException if the graph cannot be run or its logits are not finite
   */
  public static GoldenCase golden(ModelFiles files) {
    return golden(OnnxCpu.inFloat32(), files);
  }

  /** Computes the golden case of an 8-bit graph. */
  public static GoldenCase int8Golden(ModelFiles files, Path graph) {
    var unknown = new GoldenCase(new float[files.classes()]);
    return golden(OnnxCpu.inInt8(), files.with(new ModelFiles.Quantized(graph, unknown)));
  }

  private static GoldenCase golden(OnnxCpu cpu, ModelFiles files) {
    try (Engine engine = cpu.load(files, new EngineOptions(cpu.engine(), 0, 1, 0))) {
      float[] logits = engine.infer(GoldenCheck.images(files, 1), 1)[0];
      for (float logit : logits) {
        if (!Float.isFinite(logit)) {
          throw new EngineException(
              "the model returns the logit " + logit + " for the golden input");
        }
      }
      return new GoldenCase(logits);
    }
  }

  /**
   * Estimates the process memory of a loaded model version in bytes: that of ONNX Runtime on a
   * processor, which was the highest of all measured engines.
   *
   * @param onnxBytes size of the serving graph in bytes
   * @param height the height of the input in pixels
   * @param width the width of the input in pixels
   */
  public static long predictBytes(long onnxBytes, int height, int width, EngineOptions options) {
    return OnnxCpu.predictBytes(onnxBytes, height, width, options);
  }

  /** Returns what this machine could run, without loading a model; in the order of {@code auto}. */
  public static List<EngineReport> available() {
    return ALL.reports();
  }

  List<EngineReport> reports() {
    return candidates.stream()
        .map(
            candidate ->
                candidate
                    .obstacle()
                    .map(reason -> report(candidate, false, reason))
                    .orElseGet(() -> report(candidate, true, candidate.offer())))
        .toList();
  }

  LoadedEngine choose(
      ModelFiles files, GoldenCase golden, EngineOptions options, LoadPriority priority) {
    List<Timed> timed = new ArrayList<>();
    try {
      return choose(files, golden, options, priority, timed);
    } catch (RuntimeException | Error e) {
      // An error, such as no memory for the second engine: the caller cannot close the ones already
      // loaded.
      timed.forEach(one -> one.engine().close());
      throw e;
    }
  }

  /**
   * @param timed receives engines that are loaded and not yet chosen
   */
  private LoadedEngine choose(
      ModelFiles files,
      GoldenCase golden,
      EngineOptions options,
      LoadPriority priority,
      List<Timed> timed) {
    List<EngineReport> reports = new ArrayList<>();
    List<EngineReport> tried = new ArrayList<>();
    for (EngineCandidate candidate : allowed(options)) {
      if (!timed.isEmpty() && !candidate.isTimed()) {
        break;
      }
      Optional<String> obstacle =
          candidate.graph(files).isPresent()
              ? candidate.obstacle()
              : Optional.of("the version has no 8-bit graph");
      if (obstacle.isPresent()) {
        skip(reports, candidate, obstacle.get(), Level.DEBUG);
        continue;
      }
      try {
        Engine engine = loadChecked(candidate, files, golden, options, priority);
        if (!candidate.isTimed()) {
          return chosen(engine, candidate, reports);
        }
        timed.add(new Timed(candidate, engine));
      } catch (RuntimeException | LinkageError e) {
        // Whatever an engine's library throws, the next one may work; the reason is recorded.
        String reason = e instanceof EngineException ? e.getMessage() : e.toString();
        skip(reports, candidate, reason, isOwnGraph(candidate, files) ? Level.WARNING : Level.INFO);
        tried.add(reports.get(reports.size() - 1));
      }
    }
    if (!timed.isEmpty()) {
      Timed fastest = priority.call(() -> fastest(timed, files, reports));
      return chosen(fastest.engine(), fastest.candidate(), reports);
    }
    // Attempts are reported before engines that this build lacks, since messages are cut at their
    // end.
    reports.removeAll(tried);
    throw new EngineException(
        "no engine can run this model: "
            + Stream.concat(tried.stream(), reports.stream())
                .map(EngineReport::toString)
                .collect(Collectors.joining("; ")));
  }

  private static LoadedEngine chosen(
      Engine engine, EngineCandidate candidate, List<EngineReport> reports) {
    reports.add(report(candidate, true, engine.info().toString()));
    LOG.log(Level.INFO, "Engine {0} ({1}) runs", engine.info(), candidate.variant());
    return new LoadedEngine(engine, reports);
  }

  /** Whether it runs a graph that the version provides specifically for it. */
  private static boolean isOwnGraph(EngineCandidate candidate, ModelFiles files) {
    return candidate.graph(files).filter(graph -> !graph.equals(files.onnx())).isPresent();
  }

  /** Closes all but the fastest. */
  private static Timed fastest(List<Timed> timed, ModelFiles files, List<EngineReport> reports) {
    if (timed.size() == 1) {
      return timed.get(0);
    }
    FloatBuffer image = GoldenCheck.images(files, 1);
    for (int round = 0; round < Timed.ROUNDS; round++) {
      timed.forEach(one -> one.run(image.duplicate()));
    }
    Timed fastest = Collections.min(timed, Comparator.comparingLong(Timed::nanos));
    for (Timed slower : timed) {
      if (slower != fastest) {
        slower.engine().close();
        skip(
            reports,
            slower.candidate(),
            "%.1f ms per image, %s takes %.1f"
                .formatted(
                    slower.nanos() / 1e6, fastest.candidate().engine(), fastest.nanos() / 1e6),
            Level.INFO);
      }
    }
    return fastest;
  }

  /**
   * An engine that has passed its check, with its time per image: the minimum of a few runs,
   * alternating with the other engines, since other load on the machine only adds time.
   */
  private static final class Timed {
    static final int ROUNDS = 3;

    private final EngineCandidate candidate;
    private final Engine engine;
    private long nanos = Long.MAX_VALUE;

    Timed(EngineCandidate candidate, Engine engine) {
      this.candidate = candidate;
      this.engine = engine;
    }

    void run(FloatBuffer image) {
      long start = System.nanoTime();
      engine.infer(image, 1);
      nanos = Math.min(nanos, System.nanoTime() - start);
    }

    EngineCandidate candidate() {
      return candidate;
    }

    Engine engine() {
      return engine;
    }

    long nanos() {
      return nanos;
    }
  }

  private static Engine loadChecked(
      EngineCandidate candidate,
      ModelFiles files,
      GoldenCase golden,
      EngineOptions options,
      LoadPriority priority) {
    GoldenCheck check = new GoldenCheck(candidate.golden(files, golden), files);
    if (isOwnGraph(candidate, files)) {
      priority.run(() -> requireSound(files, candidate.graph(files).orElseThrow()));
    }
    Engine engine = candidate.load(files, options);
    try {
      priority.run(() -> check.require(engine, options.maxBatch(), candidate.tolerance()));
      return engine;
    } catch (RuntimeException e) {
      engine.close();
      throw e;
    }
  }

  private List<EngineCandidate> allowed(EngineOptions options) {
    if (options.engine().equals(EngineOptions.AUTO)) {
      return candidates;
    }
    List<String> known = candidates.stream().map(EngineCandidate::engine).distinct().toList();
    for (String name : options.names()) {
      if (!known.contains(name)) {
        throw new EngineException(
            "the engine %s does not exist; available are auto, %s"
                .formatted(name, String.join(", ", known)));
      }
    }
    return candidates.stream().filter(candidate -> options.allows(candidate.engine())).toList();
  }

  /** An engine that a build lacks is logged at a low level; one that fails is not. */
  private static void skip(
      List<EngineReport> reports, EngineCandidate candidate, String reason, Level level) {
    reports.add(report(candidate, false, reason));
    LOG.log(
        level, "Engine {0} ({1}) skipped: {2}", candidate.engine(), candidate.variant(), reason);
  }

  private static EngineReport report(EngineCandidate candidate, boolean usable, String detail) {
    return new EngineReport(candidate.engine(), candidate.variant(), usable, detail);
  }
}
