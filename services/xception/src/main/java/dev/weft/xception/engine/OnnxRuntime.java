package dev.weft.xception.engine;

import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtLoggingLevel;
import java.util.Optional;

/** The library itself, loaded once and never unloaded. */
final class OnnxRuntime {
  private OnnxRuntime() {}

  /** Why ONNX Runtime cannot be loaded at all. */
  static Optional<String> obstacle() {
    try {
      environment();
      return Optional.empty();
    } catch (LinkageError | RuntimeException e) {
      return Optional.of("ONNX Runtime has no library for this machine: " + e);
    }
  }

  static OrtEnvironment environment() {
    OrtEnvironment environment =
        OrtEnvironment.getEnvironment(OrtLoggingLevel.ORT_LOGGING_LEVEL_ERROR, "weft");
    try {
      environment.setTelemetry(false);
    } catch (OrtException e) {
      throw new EngineException("ONNX Runtime would not switch telemetry off", e);
    }
    return environment;
  }
}
