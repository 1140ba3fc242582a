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
import dev.weft.xception.engine.UnsupportedEngineException;
import dev.weft.xception.engine.dl4j.Dl4j;
import dev.weft.xception.engine.onnx.OnnxCpu;
import dev.weft.xception.engine.onnx.OnnxCuda;
import dev.weft.xception.engine.openvino.OpenVino;
import dev.weft.xception.network.InputSize;
import dev.weft.xception.onnx.OnnxInspection;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.LongSupplier;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Chooses and loads engines. {@code auto} uses the first of {@code onnx-cuda}, {@code dl4j-cuda},
 * {@code onnx-cpu} and {@code dl4j-cpu} that is available and gives the golden logits at batch size
 * 1 and at the largest one; that check also warms the engine up. If a version has an 8-bit graph,
 * or if OpenVINO is installed, the engines of both runtimes in float32, bfloat16 and 8-bit integers
 * are timed and the fastest one is kept, since the gain depends on the processor; later versions of
 * the same kind use the same engine without another comparison. An 8-bit graph that fails the check
 * only causes a warning.
 */
public final class Engines {
  private static final Logger LOG = System.getLogger(Engines.class.getName());

  /** The engine for float32 graphs on a processor. */
  public static final String FLOAT32 = OnnxCpu.NAME;

  /** The engine for 8-bit graphs. */
  public static final String INT8 = OnnxCpu.INT8_NAME;

  private static final Set<String> LOW_PRECISION =
      Set.of(OnnxCpu.INT8_NAME, OpenVino.INT8_NAME, OpenVino.BFLOAT16_NAME);

  private static final Engines ALL = new Engines(allCandidates());

  private final List<EngineCandidate> candidates;
  private final LongSupplier nanoTime;
  private final KnownFastest fastest = new KnownFastest();

  Engines(List<EngineCandidate> candidates) {
    this(candidates, System::nanoTime);
  }

  /**
   * @param nanoTime measures how long engines take
   */
  Engines(List<EngineCandidate> candidates, LongSupplier nanoTime) {
    this.candidates = List.copyOf(candidates);
    this.nanoTime = nanoTime;
  }

  private static List<EngineCandidate> allCandidates() {
    List<EngineCandidate> all = new ArrayList<>(OnnxCuda.variants());
    all.add(new Dl4j(Dl4j.CUDA));
    all.add(OnnxCpu.inInt8());
    all.add(OnnxCpu.inFloat32());
    all.addAll(OpenVino.variants());
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

  /**
   * Notes that an engine has been the fastest one on this machine before this process started, so
   * that it is not compared with others again; an unknown one is ignored.
   */
  public static void expectFastest(String engine, ModelFiles files, EngineOptions options) {
    ALL.expect(engine, files, options);
  }

  void expect(String engine, ModelFiles files, EngineOptions options) {
    candidates.stream()
        .filter(one -> one.engine().equals(engine) && one.isTimed())
        .findFirst()
        .ifPresent(one -> fastest.putIfAbsent(files, options, one));
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

  /** Whether an engine computes in float32 or, on a GPU, in float16, as trainings do. */
  public static boolean isFloat(String engine) {
    return !LOW_PRECISION.contains(engine);
  }

  /**
   * Returns options for features that trainings start from: engines of low precision and OpenVINO
   * are left out, so that stored features do not depend on what is installed.
   */
  public static EngineOptions forFeatures(EngineOptions options) {
    return ALL.only(options, name -> isFloat(name) && !name.startsWith(OpenVino.NAME))
        .orElseGet(() -> options.with(FLOAT32));
  }

  /** Returns the options without OpenVINO; empty if they allow nothing else. */
  public static Optional<EngineOptions> withoutOpenVino(EngineOptions options) {
    return ALL.only(options, name -> !name.startsWith(OpenVino.NAME));
  }

  private Optional<EngineOptions> only(EngineOptions options, Predicate<String> which) {
    String names =
        allowed(options).stream()
            .map(EngineCandidate::engine)
            .distinct()
            .filter(which)
            .collect(Collectors.joining(","));
    return names.isEmpty() ? Optional.empty() : Optional.of(options.with(names));
  }

  /**
   * Identifies the OpenVINO installation that loads with these options may use; empty if there is
   * none.
   */
  public static Optional<String> openVino(EngineOptions options) {
    return ALL.allowed(options).stream().anyMatch(one -> one.engine().startsWith(OpenVino.NAME))
        ? OpenVino.installation()
        : Optional.empty();
  }

  /**
   * Returns how many engines a load compares by speed here.
   *
   * @param quantized counts those of an 8-bit graph instead of those of the float32 graph
   */
  public static int compared(EngineOptions options, boolean quantized) {
    return (int)
        ALL.allowed(options).stream()
            .filter(one -> one.isTimed() && one.isQuantized() == quantized)
            .filter(one -> one.obstacle().isEmpty())
            .count();
  }

  /** Returns what this machine could run, without loading a model; in the order of {@code auto}. */
  public static List<EngineReport> available() {
    return ALL.reports();
  }

  /**
   * As {@link #available}, but loads native libraries that are otherwise loaded with a model only.
   * A broken one may crash this process.
   */
  public static List<EngineReport> examined() {
    return ALL.candidates.stream().map(EngineCandidate::examine).toList();
  }

  List<EngineReport> reports() {
    return candidates.stream().map(EngineCandidate::report).toList();
  }

  LoadedEngine choose(
      ModelFiles files, GoldenCase golden, EngineOptions options, LoadPriority priority) {
    // Closed after an error, too, such as no memory for the next engine.
    try (FastestEngine comparison = new FastestEngine(files, nanoTime)) {
      return choose(files, golden, options, priority, comparison);
    }
  }

  /**
   * @param comparison holds the fastest engine so far of those that are timed
   */
  private LoadedEngine choose(
      ModelFiles files,
      GoldenCase golden,
      EngineOptions options,
      LoadPriority priority,
      FastestEngine comparison) {
    List<EngineReport> reports = new ArrayList<>();
    List<EngineReport> tried = new ArrayList<>();
    EngineCandidate winner = fastest.get(files, options);
    for (EngineCandidate candidate : KnownFastest.inOrder(allowed(options), winner)) {
      if (!comparison.isEmpty() && (!candidate.isTimed() || comparison.candidate() == winner)) {
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
        priority
            .call(() -> comparison.add(candidate, engine))
            .ifPresent(slower -> skip(reports, slower.candidate(), slower.reason(), Level.INFO));
      } catch (RuntimeException | LinkageError e) {
        // Whatever an engine's library throws, the next one may work; the reason is recorded.
        String reason = e instanceof EngineException ? e.getMessage() : e.toString();
        skip(reports, candidate, reason, isOwnGraph(candidate, files) ? Level.WARNING : Level.INFO);
        if (!(e instanceof UnsupportedEngineException)) {
          tried.add(reports.get(reports.size() - 1));
        }
      }
    }
    if (!comparison.isEmpty()) {
      if (tried.isEmpty()) { // A fault of this version says nothing about the next one.
        fastest.put(files, options, comparison.candidate());
      }
      return chosen(comparison.take(), comparison.candidate(), reports);
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
    double tolerance = candidate.tolerance(files, golden);
    Engine engine = candidate.load(files, options);
    try {
      priority.run(() -> check.require(engine, options.maxBatch(), tolerance));
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
