package dev.weft.xception.engine;

import dev.weft.base.LoadPriority;
import dev.weft.modelstore.GoldenCase;
import dev.weft.modelstore.ModelFiles;
import dev.weft.xception.network.InputSize;
import dev.weft.xception.onnx.OnnxInspection;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Chooses and loads engines. {@code auto} takes the first of {@code onnx-cuda}, {@code dl4j-cuda},
 * {@code onnx-cpu} and {@code dl4j-cpu} that this machine has and that gives the golden logits at
 * batch 1 and at the largest batch; that check also warms the engine up.
 */
public final class Engines {
  private static final Logger LOG = System.getLogger(Engines.class.getName());

  private static final Engines ALL = new Engines(allCandidates());

  private final List<Candidate> candidates;

  Engines(List<Candidate> candidates) {
    this.candidates = List.copyOf(candidates);
  }

  private static List<Candidate> allCandidates() {
    List<Candidate> all = new ArrayList<>(OnnxCuda.variants());
    all.add(new Dl4j(Dl4j.CUDA));
    all.add(new OnnxCpu());
    all.add(new Dl4j(Dl4j.CPU));
    return all;
  }

  /**
   * Loads a model version, once {@link OnnxInspection} has nothing against its graph, whichever
   * engine runs it. Waits while another is being loaded.
   *
   * @throws EngineException if no engine that the options allow runs it rightly; the message says
   *     why for each
   */
  public static Engine load(ModelFiles files, GoldenCase golden, EngineOptions options) {
    return load(files, golden, options, LoadPriority.FOREGROUND);
  }

  /**
   * The same.
   *
   * @param priority of what is checked; sessions are made at once, since their threads are to serve
   */
  public static Engine load(
      ModelFiles files, GoldenCase golden, EngineOptions options, LoadPriority priority) {
    return loadInTurn(files, golden, options, priority).engine();
  }

  /** As {@link #load}, with what came of each engine that was looked at. */
  public static LoadedEngine loadWithReports(
      ModelFiles files, GoldenCase golden, EngineOptions options) {
    return loadInTurn(files, golden, options, LoadPriority.FOREGROUND);
  }

  private static LoadedEngine loadInTurn(
      ModelFiles files, GoldenCase golden, EngineOptions options, LoadPriority priority) {
    return LoadingTurn.OF_THE_PROCESS.take(
        () -> {
          priority.run(() -> requireSound(files));
          return ALL.choose(files, golden, options, priority);
        });
  }

  private static void requireSound(ModelFiles files) {
    try {
      OnnxInspection.complaint(
              files.onnx(), new InputSize(files.height(), files.width()), files.classes())
          .ifPresent(
              complaint -> {
                throw new EngineException("The graph is refused: " + complaint);
              });
    } catch (IOException e) {
      throw new UncheckedIOException("cannot read " + files.onnx(), e);
    }
  }

  /**
   * Computes the golden case of a version that is being made, in float32 on the processor. Weights
   * without a sound answer give none.
   *
   * @throws EngineException if the graph cannot be run or gives no finite logits
   */
  public static GoldenCase golden(ModelFiles files) {
    try (Engine engine = new OnnxCpu().load(files, new EngineOptions(OnnxCpu.NAME, 0, 1, 0))) {
      float[] logits = engine.infer(GoldenCheck.images(files, 1), 1)[0];
      for (float logit : logits) {
        if (!Float.isFinite(logit)) {
          throw new EngineException("The model gives the logit " + logit + " for the golden input");
        }
      }
      return new GoldenCase(logits);
    }
  }

  /**
   * What a model version will hold of the process's memory when it is loaded, roughly: what ONNX
   * Runtime needs on a processor, which is the most that was measured of the engines.
   *
   * @param onnxBytes size of the serving graph
   * @param height of the input in pixels
   * @param width of the input in pixels
   */
  public static long predictBytes(long onnxBytes, int height, int width, EngineOptions options) {
    return OnnxCpu.predictBytes(onnxBytes, height, width, options);
  }

  /** What this machine could run, without loading a model; in the order of {@code auto}. */
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
                    .orElseGet(() -> report(candidate, true, "available")))
        .toList();
  }

  LoadedEngine choose(
      ModelFiles files, GoldenCase golden, EngineOptions options, LoadPriority priority) {
    GoldenCheck check = new GoldenCheck(golden, files);
    List<EngineReport> reports = new ArrayList<>();
    List<EngineReport> tried = new ArrayList<>();
    for (Candidate candidate : allowed(options.engine())) {
      Optional<String> obstacle = candidate.obstacle();
      if (obstacle.isPresent()) {
        skip(reports, candidate, obstacle.get(), Level.DEBUG);
        continue;
      }
      try {
        Engine engine = loadChecked(candidate, files, check, options, priority);
        reports.add(report(candidate, true, engine.info().toString()));
        LOG.log(Level.INFO, "Engine {0} ({1}) runs", engine.info(), candidate.variant());
        return new LoadedEngine(engine, reports);
      } catch (RuntimeException | LinkageError e) {
        // Whatever one engine's library throws, the next may run; its reason is kept.
        String reason = e instanceof EngineException ? e.getMessage() : e.toString();
        skip(reports, candidate, reason, Level.INFO);
        tried.add(reports.get(reports.size() - 1));
      }
    }
    // What was tried tells more than what this build lacks, and messages are cut at their end.
    reports.removeAll(tried);
    throw new EngineException(
        "No engine runs this model: "
            + Stream.concat(tried.stream(), reports.stream())
                .map(EngineReport::toString)
                .collect(Collectors.joining("; ")));
  }

  private static Engine loadChecked(
      Candidate candidate,
      ModelFiles files,
      GoldenCheck check,
      EngineOptions options,
      LoadPriority priority) {
    Engine engine = candidate.load(files, options);
    try {
      priority.run(() -> check.require(engine, options.maxBatch(), candidate.tolerance()));
      return engine;
    } catch (RuntimeException e) {
      engine.close();
      throw e;
    }
  }

  private List<Candidate> allowed(String engine) {
    if (engine.equals("auto")) {
      return candidates;
    }
    List<Candidate> named = candidates.stream().filter(c -> c.engine().equals(engine)).toList();
    if (named.isEmpty()) {
      throw new EngineException(
          "There is no engine %s; there are auto, %s"
              .formatted(
                  engine,
                  candidates.stream()
                      .map(Candidate::engine)
                      .distinct()
                      .collect(Collectors.joining(", "))));
    }
    return named;
  }

  /** That a build lacks an engine is news to nobody; that an engine fails is. */
  private static void skip(
      List<EngineReport> reports, Candidate candidate, String reason, Level level) {
    reports.add(report(candidate, false, reason));
    LOG.log(
        level, "Engine {0} ({1}) skipped: {2}", candidate.engine(), candidate.variant(), reason);
  }

  private static EngineReport report(Candidate candidate, boolean usable, String detail) {
    return new EngineReport(candidate.engine(), candidate.variant(), usable, detail);
  }
}
