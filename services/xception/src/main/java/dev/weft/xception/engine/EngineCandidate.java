package dev.weft.xception.engine;

import dev.weft.modelstore.GoldenCase;
import dev.weft.modelstore.ModelFiles;
import java.nio.file.Path;
import java.util.Optional;

/** One way to run a model, which may or may not work on this machine. */
public interface EngineCandidate {

  /** Logits may differ by this much from the golden ones in float32. */
  double FLOAT32_TOLERANCE = 1e-3;

  /** And by this much in float16. */
  double FLOAT16_TOLERANCE = 2e-2;

  /** And by this much in 8-bit integers, where a value may fall on the other side of a step. */
  double INT8_TOLERANCE = 0.1;

  /** The name that options choose it by. */
  String engine();

  /** What tells it from others of the same engine, such as {@code float16, channels last}. */
  String variant();

  /** Why it cannot run here, without loading a model; empty if nothing speaks against it. */
  Optional<String> obstacle();

  /** What is said of it where nothing speaks against it. */
  default String offer() {
    return "available";
  }

  double tolerance();

  /** The graph that it runs; empty if the version has none for it. */
  default Optional<Path> graph(ModelFiles files) {
    return Optional.of(files.onnx());
  }

  /**
   * What it must answer.
   *
   * @param golden in float32
   */
  default GoldenCase golden(ModelFiles files, GoldenCase golden) {
    return golden;
  }

  /** Whether it is timed against the others of which that is true, once it has passed its check. */
  default boolean isTimed() {
    return false;
  }

  /**
   * Loads a model; the caller checks and closes it.
   *
   * @throws EngineException if it cannot
   */
  Engine load(ModelFiles files, EngineOptions options);
}
