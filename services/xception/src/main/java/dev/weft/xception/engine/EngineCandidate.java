package dev.weft.xception.engine;

import dev.weft.modelstore.GoldenCase;
import dev.weft.modelstore.ModelFiles;
import java.nio.file.Path;
import java.util.Optional;

/** A variant of an engine, which may or may not be usable on this machine. */
public interface EngineCandidate {

  /** Largest deviation of logits from the golden ones in float32. */
  double FLOAT32_TOLERANCE = 1e-3;

  /** Largest deviation in float16. */
  double FLOAT16_TOLERANCE = 2e-2;

  /** Largest deviation in 8-bit integers, where a value may be rounded to the next step. */
  double INT8_TOLERANCE = 0.1;

  /**
   * Largest deviation in bfloat16, which has 3 bits of precision less than float16. With each
   * operation's output rounded to it, the starter's logits deviate by 0.1.
   */
  double BFLOAT16_TOLERANCE = 0.25;

  /** Returns the engine's name in options. */
  String engine();

  /** Distinguishes variants of the same engine, such as {@code float16, channels last}. */
  String variant();

  /** Whether it runs the version's 8-bit graph, instead of the one in float32. */
  default boolean isQuantized() {
    return false;
  }

  /** Whether {@code auto} considers it; otherwise it is only used if it is named. */
  default boolean isAutomatic() {
    return true;
  }

  /**
   * Returns why it cannot run here, determined without loading a model; empty if no obstacle is
   * known.
   */
  Optional<String> obstacle();

  /** Returns its description if there is no obstacle. */
  default String offer() {
    return "available";
  }

  /** Reports whether it can run here, determined without loading a model. */
  default EngineReport report() {
    return obstacle()
        .map(reason -> new EngineReport(engine(), variant(), false, reason))
        .orElseGet(() -> new EngineReport(engine(), variant(), true, offer()));
  }

  /**
   * As {@link #report}, but also loads the native library of an engine that would otherwise be
   * loaded with a model only. A broken library may crash this process.
   */
  default EngineReport examine() {
    return report();
  }

  double tolerance();

  /**
   * Returns the largest deviation for a version.
   *
   * @param golden the float32 golden case
   */
  default double tolerance(ModelFiles files, GoldenCase golden) {
    return tolerance();
  }

  /** Returns the graph that it runs; empty if the version has none for it. */
  default Optional<Path> graph(ModelFiles files) {
    return isQuantized()
        ? files.quantized().map(ModelFiles.Quantized::onnx)
        : Optional.of(files.onnx());
  }

  /**
   * Returns its expected answer.
   *
   * @param golden the float32 golden case
   */
  default GoldenCase golden(ModelFiles files, GoldenCase golden) {
    return isQuantized() ? files.quantized().orElseThrow().golden() : golden;
  }

  /** Whether it competes by speed with other such candidates once it has passed its check. */
  default boolean isTimed() {
    return false;
  }

  /**
   * Loads a model; the caller checks and closes it.
   *
   * @throws EngineException if loading fails
   */
  Engine load(ModelFiles files, EngineOptions options);
}
