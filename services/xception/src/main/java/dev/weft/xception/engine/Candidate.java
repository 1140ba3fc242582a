package dev.weft.xception.engine;

import dev.weft.modelstore.ModelFiles;
import java.util.Optional;

/** One way to run a model, which may or may not work on this machine. */
interface Candidate {

  /** Logits may differ by this much from the golden ones in float32. */
  double FLOAT32_TOLERANCE = 1e-3;

  /** And by this much in float16. */
  double FLOAT16_TOLERANCE = 2e-2;

  /** The name that options choose it by. */
  String engine();

  /** What tells it from others of the same engine, such as {@code float16, channels last}. */
  String variant();

  /** Why it cannot run here, without loading a model; empty if nothing speaks against it. */
  Optional<String> obstacle();

  double tolerance();

  /**
   * Loads a model; the caller checks and closes it.
   *
   * @throws EngineException if it cannot
   */
  Engine load(ModelFiles files, EngineOptions options);
}
