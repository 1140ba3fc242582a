package dev.weft.xception.engine.openvino;

import com.sun.jna.Pointer;
import dev.weft.modelstore.ModelFiles;
import dev.weft.xception.engine.Engine;
import dev.weft.xception.engine.EngineCandidate;
import dev.weft.xception.engine.EngineException;
import dev.weft.xception.engine.EngineInfo;
import dev.weft.xception.engine.EngineOptions;
import dev.weft.xception.engine.EngineReport;
import dev.weft.xception.engine.GoldenCheck;
import dev.weft.xception.engine.SessionMemory;
import dev.weft.xception.engine.UnsupportedEngineException;
import dev.weft.xception.hardware.Processor;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * OpenVINO on the processor, if it is installed: the float32 graph in float32 or bfloat16, or a
 * version's 8-bit graph. Until a model is loaded or {@link #examine} is called, no library is.
 */
public final class OpenVino implements EngineCandidate {
  public static final String NAME = "openvino-cpu";
  public static final String BFLOAT16_NAME = "openvino-cpu-bf16";
  public static final String INT8_NAME = "openvino-cpu-int8";

  private static final String BFLOAT16_CAPABILITY = "BF16";

  private final OpenVinoInstallation installation;
  private final Kind kind;

  private enum Kind {
    INT8(INT8_NAME, "int8", INT8_TOLERANCE),
    BFLOAT16(BFLOAT16_NAME, "bfloat16", BFLOAT16_TOLERANCE),
    FLOAT32(NAME, "float32", FLOAT32_TOLERANCE);

    private final String engine;
    private final String variant;
    private final double tolerance;

    Kind(String engine, String variant, double tolerance) {
      this.engine = engine;
      this.variant = variant;
      this.tolerance = tolerance;
    }
  }

  private OpenVino(OpenVinoInstallation installation, Kind kind) {
    this.installation = installation;
    this.kind = kind;
  }

  /** All variants, by the installation of this machine. */
  public static List<EngineCandidate> variants() {
    return variants(OpenVinoInstallation.here());
  }

  /** All variants, by the installation with these libraries. */
  public static List<EngineCandidate> variants(Path folder) {
    return variants(
        new OpenVinoInstallation(
            new OpenVinoSearch(
                Path.of("/"),
                name -> name.equals(OpenVinoSearch.PROPERTY) ? folder.toString() : null,
                name -> null)));
  }

  private static List<EngineCandidate> variants(OpenVinoInstallation installation) {
    return Stream.of(Kind.values())
        .<EngineCandidate>map(kind -> new OpenVino(installation, kind))
        .toList();
  }

  /**
   * Identifies the installation of this machine, so that another release in the same place is
   * noticed; empty if there is none. Loads nothing.
   */
  public static Optional<String> installation() {
    return OpenVinoInstallation.here().identity();
  }

  @Override
  public String engine() {
    return kind.engine;
  }

  @Override
  public String variant() {
    return kind.variant;
  }

  @Override
  public double tolerance() {
    return kind.tolerance;
  }

  @Override
  public boolean isQuantized() {
    return kind == Kind.INT8;
  }

  @Override
  public Exactness exactness() {
    return kind == Kind.BFLOAT16 ? Exactness.BFLOAT16 : EngineCandidate.super.exactness();
  }

  @Override
  public boolean isTimed() {
    return true;
  }

  @Override
  public Optional<String> obstacle() {
    return installation.obstacle();
  }

  @Override
  public String offer() {
    String where = "OpenVINO in " + installation.folder();
    return kind == Kind.INT8
        ? where + ", for versions with a graph in 8-bit integers, used if it is the fastest here"
        : where + ", used if it is the fastest here";
  }

  @Override
  public EngineReport examine() {
    if (obstacle().isPresent()) {
      return report();
    }
    try {
      OpenVinoRuntime runtime = installation.runtime();
      requireSupport(runtime);
      return new EngineReport(
          engine(),
          variant(),
          true,
          offer().replaceFirst("OpenVINO", "OpenVINO " + runtime.version()));
    } catch (EngineException e) {
      return new EngineReport(engine(), variant(), false, e.getMessage());
    }
  }

  private void requireSupport(OpenVinoRuntime runtime) {
    List<String> capabilities = runtime.capabilities();
    if (kind == Kind.BFLOAT16 && !capabilities.contains(BFLOAT16_CAPABILITY)) {
      throw new UnsupportedEngineException(
          "this processor has no bfloat16 (OpenVINO %s supports %s here)"
              .formatted(runtime.version(), String.join(", ", capabilities)));
    }
  }

  @Override
  public Engine load(ModelFiles files, EngineOptions options) {
    OpenVinoRuntime runtime = installation.runtime();
    requireSupport(runtime);
    Path graph = graph(files).orElseThrow();
    int threads =
        options.threads() > 0 ? options.threads() : Runtime.getRuntime().availableProcessors();
    Pointer model = runtime.compile(graph, properties(threads));
    EngineInfo info = new EngineInfo(engine(), runtime.version(), Processor.description(), threads);
    Engine engine =
        new OpenVinoEngine(
            info,
            files,
            runtime,
            model,
            SessionMemory.bytes(
                graph.toFile().length(), files.height(), files.width(), options.maxBatch()));
    warmUp(engine, files);
    return engine;
  }

  /**
   * The precision is always given, since by default the library chooses bfloat16 where the
   * processor has it.
   */
  private Map<String, String> properties(int threads) {
    Map<String, String> properties = new LinkedHashMap<>();
    properties.put("INFERENCE_PRECISION_HINT", kind == Kind.BFLOAT16 ? "bf16" : "f32");
    properties.put("NUM_STREAMS", "1");
    properties.put("INFERENCE_NUM_THREADS", Integer.toString(threads));
    // Two processes on one machine would be bound to the same cores.
    properties.put("ENABLE_CPU_PINNING", "NO");
    return properties;
  }

  /**
   * Starts the library's threads on the caller's thread, from which they inherit their priority:
   * the golden check may run at a lower one.
   */
  private static void warmUp(Engine engine, ModelFiles files) {
    try {
      engine.infer(GoldenCheck.images(files, 1), 1);
    } catch (RuntimeException e) {
      engine.close();
      throw e;
    }
  }
}
