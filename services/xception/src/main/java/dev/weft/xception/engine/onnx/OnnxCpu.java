package dev.weft.xception.engine.onnx;

import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtSession;
import dev.weft.base.LoadPriority;
import dev.weft.modelstore.GoldenCase;
import dev.weft.modelstore.ModelFiles;
import dev.weft.xception.engine.Engine;
import dev.weft.xception.engine.EngineCandidate;
import dev.weft.xception.engine.EngineException;
import dev.weft.xception.engine.EngineInfo;
import dev.weft.xception.engine.EngineOptions;
import dev.weft.xception.engine.GoldenCheck;
import dev.weft.xception.engine.LoadingTurn;
import dev.weft.xception.engine.SessionMemory;
import dev.weft.xception.engine.SharedCores;
import dev.weft.xception.hardware.Processor;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;

/**
 * ONNX Runtime on the processor, in float32 or, if a version has such a graph, in 8-bit integers;
 * which is faster depends on the processor. The options are those that measured best next to a busy
 * broker; the module's README has the figures.
 */
public final class OnnxCpu implements EngineCandidate {
  public static final String NAME = "onnx-cpu";
  public static final String INT8_NAME = "onnx-cpu-int8";

  /** How a thread waits for the others' parts of a layer. */
  private enum Waiting {
    /** Leaves its core to decoding, the broker and the HTTP server. */
    SLEEPING(Map.of("session.intra_op.allow_spinning", "0")),

    /**
     * Keeps its core for 40 us, then leaves it. On an idle machine, waking a thread up for each
     * layer takes a tenth to a quarter of the call. On a busy one, a thread that never leaves its
     * core waits for one that has lost its own, for milliseconds.
     */
    SPINNING(
        Map.of(
            "session.intra_op.spin_duration_us", "40",
            // Between calls threads sleep.
            "session.force_spinning_stop", "1"));

    private final Map<String, String> settings;

    Waiting(Map<String, String> settings) {
      this.settings = settings;
    }
  }

  private final boolean quantized;

  private OnnxCpu(boolean quantized) {
    this.quantized = quantized;
  }

  public static OnnxCpu inFloat32() {
    return new OnnxCpu(false);
  }

  public static OnnxCpu inInt8() {
    return new OnnxCpu(true);
  }

  @Override
  public String engine() {
    return quantized ? INT8_NAME : NAME;
  }

  @Override
  public String variant() {
    return quantized ? "int8" : "float32";
  }

  @Override
  public boolean isQuantized() {
    return quantized;
  }

  @Override
  public boolean isTimed() {
    return true;
  }

  @Override
  public Optional<String> obstacle() {
    return OnnxRuntime.obstacle();
  }

  @Override
  public String offer() {
    return quantized
        ? "available, for versions with an 8-bit graph, if it is faster on this machine"
        : EngineCandidate.super.offer();
  }

  @Override
  public double tolerance() {
    return quantized ? INT8_TOLERANCE : FLOAT32_TOLERANCE;
  }

  @Override
  public Engine load(ModelFiles files, EngineOptions options) {
    int threads = threads(options);
    Engine whole = engine(files, options, threads, Waiting.SPINNING);
    return sessions(threads) == 1
        ? whole
        : new CoreSharingEngine(
            whole,
            () -> share(files, options, threads, whole),
            SharedCores.OF_THE_PROCESS,
            LoadingTurn.OF_THE_PROCESS);
  }

  /** Compared with the answer of the session on all threads, which has passed the golden check. */
  private Engine share(ModelFiles files, EngineOptions options, int threads, Engine whole) {
    int few = threads / CoreSharingEngine.OVERLAPPING;
    Engine share = engine(files, options, few, Waiting.SLEEPING);
    try {
      LoadPriority.BACKGROUND.run(() -> requireSame(share, whole, files, options.maxBatch()));
      return share;
    } catch (RuntimeException e) {
      share.close();
      throw e;
    }
  }

  private void requireSame(Engine share, Engine whole, ModelFiles files, int maxBatch) {
    GoldenCase known = new GoldenCase(whole.infer(GoldenCheck.images(files, 1), 1)[0]);
    new GoldenCheck(known, files).require(share, maxBatch, tolerance());
  }

  private Engine engine(ModelFiles files, EngineOptions options, int threads, Waiting waiting) {
    try {
      Path graph = graph(files).orElseThrow();
      OrtSession session = session(graph, threads, waiting);
      OrtEnvironment environment = OnnxRuntime.environment();
      EngineInfo info =
          new EngineInfo(engine(), environment.getVersion(), Processor.description(), threads);
      return new OnnxEngine(
          info,
          files,
          session,
          SessionMemory.bytes(
              Files.size(graph), files.height(), files.width(), options.maxBatch()));
    } catch (OrtException | IOException e) {
      throw new EngineException("ONNX Runtime rejected the model: " + e.getMessage(), e);
    }
  }

  private static int sessions(int threads) {
    return threads < CoreSharingEngine.OVERLAPPING ? 1 : CoreSharingEngine.OVERLAPPING;
  }

  /**
   * Estimates the memory of {@link #load} in bytes, including the sessions for concurrent calls.
   */
  public static long predictBytes(long onnxBytes, int height, int width, EngineOptions options) {
    return Math.multiplyExact(
        sessions(threads(options)),
        SessionMemory.bytes(onnxBytes, height, width, options.maxBatch()));
  }

  private static int threads(EngineOptions options) {
    return options.threads() > 0 ? options.threads() : Runtime.getRuntime().availableProcessors();
  }

  /**
   * Creates a session for throughput with the options that measured best; 0 threads for the number
   * of cores.
   */
  static OrtSession session(Path graph, int threads) throws OrtException {
    return session(graph, threads, Waiting.SLEEPING);
  }

  private static OrtSession session(Path graph, int threads, Waiting waiting) throws OrtException {
    try (OrtSession.SessionOptions settings = new OrtSession.SessionOptions()) {
      settings.setIntraOpNumThreads(
          threads > 0 ? threads : Runtime.getRuntime().availableProcessors());
      settings.setInterOpNumThreads(1);
      settings.setOptimizationLevel(OrtSession.SessionOptions.OptLevel.ALL_OPT);
      for (var setting : waiting.settings.entrySet()) {
        settings.addConfigEntry(setting.getKey(), setting.getValue());
      }
      // A memory plan for each batch size takes 76 MB per image instead of 31, without being
      // faster.
      settings.setMemoryPatternOptimization(false);
      return OnnxRuntime.environment().createSession(graph.toString(), settings);
    }
  }
}
