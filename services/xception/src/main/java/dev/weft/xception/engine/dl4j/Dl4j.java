package dev.weft.xception.engine.dl4j;

import dev.weft.modelstore.ModelFiles;
import dev.weft.xception.dl4j.Dl4jXception;
import dev.weft.xception.dl4j.Nd4jBackends;
import dev.weft.xception.dl4j.Nd4jThreads;
import dev.weft.xception.engine.Engine;
import dev.weft.xception.engine.EngineCandidate;
import dev.weft.xception.engine.EngineException;
import dev.weft.xception.engine.EngineInfo;
import dev.weft.xception.engine.EngineOptions;
import dev.weft.xception.hardware.Gpu;
import dev.weft.xception.hardware.Processor;
import dev.weft.xception.network.InputSize;
import dev.weft.xception.weights.SafeTensors;
import dev.weft.xception.weights.WeightsException;
import java.io.IOException;
import java.util.Optional;

/** DL4J on the processor or on a GPU, depending on the ND4J backend on the class path. */
public final class Dl4j implements EngineCandidate {
  public static final String CPU = "dl4j-cpu";
  public static final String CUDA = "dl4j-cuda";

  private static final String CPU_BACKEND = "org.nd4j.linalg.cpu.nativecpu.CpuBackend";
  private static final String CUDA_BACKEND = "org.nd4j.linalg.jcublas.JCublasBackend";

  private final String engine;

  public Dl4j(String engine) {
    this.engine = engine;
  }

  @Override
  public String engine() {
    return engine;
  }

  @Override
  public String variant() {
    return "float32";
  }

  @Override
  public double tolerance() {
    return FLOAT32_TOLERANCE;
  }

  /** Checks classes and GPUs only: ND4J's native library is loaded with a model. */
  @Override
  public Optional<String> obstacle() {
    boolean cuda = engine.equals(CUDA);
    if (!isOnClassPath(cuda ? CUDA_BACKEND : CPU_BACKEND)) {
      return Optional.of(
          cuda
              ? "ND4J's CUDA backend is not in this build (Maven profile cuda)"
              : "ND4J's native backend is not in this build, which has the CUDA backend");
    }
    if (cuda) {
      return gpuObstacle();
    }
    return Nd4jBackends.usesCuda()
        ? Optional.of("ND4J uses the GPU in this process")
        : Optional.empty();
  }

  private static Optional<String> gpuObstacle() {
    return Gpu.first()
        .map(
            gpu ->
                gpu.runsNd4j()
                    ? Optional.<String>empty()
                    : Optional.of(
                        "ND4J's CUDA library has machine code up to compute capability 8.6 and no"
                            + " PTX, so it cannot run on "
                            + gpu))
        .orElseGet(() -> Optional.of("nvidia-smi lists no GPU"));
  }

  private static boolean isOnClassPath(String name) {
    String resource = name.replace('.', '/') + ".class";
    return Dl4j.class.getClassLoader().getResource(resource) != null;
  }

  @Override
  public Engine load(ModelFiles files, EngineOptions options) {
    int threads =
        options.threads() > 0 ? options.threads() : Runtime.getRuntime().availableProcessors();
    try {
      Nd4jThreads.limit(threads);
      return new Dl4jEngine(
          new EngineInfo(
              engine,
              Nd4jRelease.version(),
              engine.equals(CUDA) ? Gpu.first().orElseThrow().toString() : Processor.description(),
              engine.equals(CUDA) ? 0 : threads),
          files,
          Dl4jXception.graph(
              SafeTensors.read(files.weights()), new InputSize(files.height(), files.width())));
    } catch (WeightsException | IOException e) {
      throw new EngineException("cannot read the weights: " + e.getMessage(), e);
    } catch (ExceptionInInitializerError | NoClassDefFoundError e) {
      throw new EngineException("cannot load ND4J: " + e, e);
    }
  }
}
