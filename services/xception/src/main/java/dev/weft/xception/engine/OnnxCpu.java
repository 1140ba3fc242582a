package dev.weft.xception.engine;

import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtSession;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.util.Optional;

/**
 * ONNX Runtime on the processor. The options are those that measured best beside a busy broker; the
 * module's README has the figures.
 */
final class OnnxCpu implements Candidate {
  static final String NAME = "onnx-cpu";

  /** Packed weights, and the arena that holds the largest batch's intermediate values. */
  private static final long ARENA_BYTES_PER_IMAGE = 24L << 20;

  @Override
  public String engine() {
    return NAME;
  }

  @Override
  public String variant() {
    return "float32";
  }

  @Override
  public Optional<String> obstacle() {
    return OnnxRuntime.obstacle();
  }

  @Override
  public double tolerance() {
    return FLOAT32_TOLERANCE;
  }

  @Override
  public Engine load(ModelFiles files, EngineOptions options) {
    int threads =
        options.threads() > 0 ? options.threads() : Runtime.getRuntime().availableProcessors();
    OrtEnvironment environment = OnnxRuntime.environment();
    try (OrtSession.SessionOptions settings = new OrtSession.SessionOptions()) {
      settings.setIntraOpNumThreads(threads);
      settings.setInterOpNumThreads(1);
      settings.setOptimizationLevel(OrtSession.SessionOptions.OptLevel.ALL_OPT);
      settings.addConfigEntry("session.intra_op.allow_spinning", "0");
      OrtSession session = environment.createSession(files.onnx().toString(), settings);
      EngineInfo info =
          new EngineInfo(NAME, environment.getVersion(), Processor.description(), threads);
      return new OnnxEngine(
          info,
          files,
          environment,
          session,
          Files.size(files.onnx()) + options.maxBatch() * ARENA_BYTES_PER_IMAGE);
    } catch (OrtException e) {
      throw new EngineException("ONNX Runtime refused the model: " + e.getMessage(), e);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
