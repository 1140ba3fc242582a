package dev.weft.xception.engine.onnx;

import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtLoggingLevel;
import dev.weft.xception.engine.EngineException;
import java.io.File;
import java.io.IOException;
import java.lang.System.Logger.Level;
import java.lang.reflect.Field;
import java.lang.reflect.Method;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** The native library, loaded once and never unloaded. */
final class OnnxRuntime {
  private static final System.Logger LOG = System.getLogger(OnnxRuntime.class.getName());
  private static final OrtLoggingLevel LOGGING = OrtLoggingLevel.ORT_LOGGING_LEVEL_ERROR;
  private static final String NAME = "weft";

  private OnnxRuntime() {}

  /** Initialised on first use. */
  private static final class Made {
    static final OrtEnvironment ENVIRONMENT = make();
  }

  /** Returns why ONNX Runtime cannot be loaded; empty if it can. */
  static Optional<String> obstacle() {
    try {
      environment();
      return Optional.empty();
    } catch (LinkageError | RuntimeException e) {
      return Optional.of("ONNX Runtime has no library for this machine: " + e);
    }
  }

  static OrtEnvironment environment() {
    return Made.ENVIRONMENT;
  }

  private static OrtEnvironment make() {
    OrtEnvironment environment = OrtEnvironment.getEnvironment(LOGGING, NAME);
    try {
      environment.setTelemetry(false);
      keepUntilTheProcessEnds();
      removeUnpacked();
    } catch (OrtException e) {
      throw new EngineException("cannot disable the telemetry of ONNX Runtime", e);
    } catch (ReflectiveOperationException e) {
      LOG.log(
          Level.WARNING,
          "this ONNX Runtime may crash when the JVM exits while it is running: {0}",
          e);
    }
    return environment;
  }

  /**
   * Deletes the unpacked libraries. ONNX Runtime unpacks 21 MB into a new temporary folder at each
   * start, and deletes them only at an orderly exit, so that killed processes would leave them. The
   * files are not needed once loaded and are deleted immediately, except on Windows, where loaded
   * files cannot be deleted, and with CUDA, whose provider is loaded from the same folder later.
   */
  private static void removeUnpacked() throws ReflectiveOperationException {
    Field field = Class.forName("ai.onnxruntime.OnnxRuntime").getDeclaredField("tempDirectory");
    field.setAccessible(true);
    Path folder = (Path) field.get(null);
    if (folder == null || File.separatorChar == '\\') {
      return;
    }
    try (Stream<Path> listed = Files.list(folder)) {
      List<Path> files = listed.toList();
      if (files.stream().anyMatch(file -> file.getFileName().toString().contains("providers"))) {
        return;
      }
      for (Path file : files) {
        Files.deleteIfExists(file);
      }
      Files.deleteIfExists(folder);
    } catch (IOException e) {
      LOG.log(Level.DEBUG, "cannot delete the libraries of ONNX Runtime in {0}: {1}", folder, e);
    }
  }

  /**
   * Keeps the native environment alive. ONNX Runtime's Java library frees it in a JVM shutdown
   * hook; since hooks run concurrently, calls in progress would crash the process with a
   * segmentation fault during an orderly shutdown. The native environment is reference-counted: a
   * second reference, which is never released, keeps it. The method for that is not public.
   */
  private static void keepUntilTheProcessEnds() throws ReflectiveOperationException {
    Field api = Class.forName("ai.onnxruntime.OnnxRuntime").getDeclaredField("ortApiHandle");
    api.setAccessible(true);
    Method createHandle =
        OrtEnvironment.class.getDeclaredMethod("createHandle", long.class, int.class, String.class);
    createHandle.setAccessible(true);
    createHandle.invoke(null, api.getLong(null), LOGGING.getValue(), NAME);
  }
}
