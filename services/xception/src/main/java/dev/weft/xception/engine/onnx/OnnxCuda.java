package dev.weft.xception.engine.onnx;

import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtProvider;
import ai.onnxruntime.OrtSession;
import ai.onnxruntime.providers.OrtCUDAProviderOptions;
import dev.weft.modelstore.ModelFiles;
import dev.weft.xception.engine.Engine;
import dev.weft.xception.engine.EngineCandidate;
import dev.weft.xception.engine.EngineException;
import dev.weft.xception.engine.EngineInfo;
import dev.weft.xception.engine.EngineOptions;
import dev.weft.xception.hardware.Gpu;
import dev.weft.xception.network.InputSize;
import dev.weft.xception.onnx.OnnxExport;
import dev.weft.xception.onnx.Precision;
import dev.weft.xception.weights.SafeTensors;
import dev.weft.xception.weights.WeightsException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * ONNX Runtime on an NVIDIA GPU. Some kernels compute wrong results on some GPUs (channels last in
 * float32 gave wrong classes on an H100), so there are several variants, fastest first, and each
 * must pass the golden check.
 */
public final class OnnxCuda implements EngineCandidate {
  static final String NAME = "onnx-cuda";

  private final Precision precision;
  private final boolean channelsLast;

  OnnxCuda(Precision precision, boolean channelsLast) {
    this.precision = precision;
    this.channelsLast = channelsLast;
  }

  /** Fastest first, as measured on an H100. */
  public static List<EngineCandidate> variants() {
    return List.of(
        new OnnxCuda(Precision.FLOAT16, true),
        new OnnxCuda(Precision.FLOAT16, false),
        new OnnxCuda(Precision.FLOAT32, false));
  }

  @Override
  public String engine() {
    return NAME;
  }

  @Override
  public String variant() {
    return (precision == Precision.FLOAT16 ? "float16" : "float32")
        + (channelsLast ? ", channels last" : ", channels first");
  }

  @Override
  public double tolerance() {
    return precision == Precision.FLOAT16 ? FLOAT16_TOLERANCE : FLOAT32_TOLERANCE;
  }

  @Override
  public Optional<String> obstacle() {
    Optional<String> runtime = OnnxRuntime.obstacle();
    if (runtime.isPresent()) {
      return runtime;
    }
    if (!OrtEnvironment.getAvailableProviders().contains(OrtProvider.CUDA)) {
      return Optional.of("this build has ONNX Runtime for CPUs only (Maven profile cuda)");
    }
    return Gpu.first().isPresent() ? Optional.empty() : Optional.of("nvidia-smi lists no GPU");
  }

  @Override
  public Engine load(ModelFiles files, EngineOptions options) {
    CudaLibraries.load();
    OrtEnvironment environment = OnnxRuntime.environment();
    Path graph = precision == Precision.FLOAT32 ? files.onnx() : exportHalf(files);
    try (OrtCUDAProviderOptions cuda = provider(options);
        OrtSession.SessionOptions settings = new OrtSession.SessionOptions()) {
      settings.setOptimizationLevel(OrtSession.SessionOptions.OptLevel.ALL_OPT);
      settings.addCUDA(cuda);
      OrtSession session = environment.createSession(graph.toString(), settings);
      EngineInfo info =
          new EngineInfo(
              NAME, environment.getVersion(), Gpu.first().map(Gpu::toString).orElse("GPU"), 0);
      return new OnnxEngine(info, files, session, Files.size(graph));
    } catch (OrtException | IOException e) {
      throw new EngineException("ONNX Runtime's CUDA provider failed: " + e.getMessage(), e);
    } finally {
      if (!graph.equals(files.onnx())) {
        graph.toFile().delete();
      }
    }
  }

  private OrtCUDAProviderOptions provider(EngineOptions options) throws OrtException {
    OrtCUDAProviderOptions cuda = new OrtCUDAProviderOptions(0);
    cuda.add("cudnn_conv_algo_search", "EXHAUSTIVE");
    cuda.add("cudnn_conv_use_max_workspace", "1");
    cuda.add("prefer_nhwc", channelsLast ? "1" : "0");
    if (options.gpuMemoryBytes() > 0) {
      cuda.add("gpu_mem_limit", Long.toString(options.gpuMemoryBytes()));
      cuda.add("arena_extend_strategy", "kSameAsRequested");
    }
    return cuda;
  }

  /** The bundle has the float32 graph; the float16 graph is created from its weights. */
  private static Path exportHalf(ModelFiles files) {
    try {
      Path graph = Files.createTempFile("weft-float16-", ".onnx");
      InputSize size = new InputSize(files.height(), files.width());
      OnnxExport.write(SafeTensors.read(files.weights()), size, Precision.FLOAT16, graph);
      return graph;
    } catch (IOException | WeightsException e) {
      throw new EngineException("cannot create the float16 graph: " + e.getMessage(), e);
    }
  }
}
