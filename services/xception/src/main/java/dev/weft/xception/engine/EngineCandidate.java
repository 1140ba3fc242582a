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

  /**
   * Largest deviation in 8-bit integers, unless the graph's golden logits deviate from those in
   * float32 by more. Processors and runtimes add in different orders; where a sum lies between two
   * steps it is rounded to the other one, and later layers amplify that to about as much as
   * rounding itself changes.
   */
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
    double tolerance = tolerance();
    if (isQuantized()) {
      float[] float32 = golden.logits();
      float[] int8 = golden(files, golden).logits();
      for (int i = 0; i < Math.min(float32.length, int8.length); i++) {
        tolerance = Math.max(tolerance, Math.abs(int8[i] - float32[i]));
      }
    }
    return tolerance;
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

  /** How exactly it computes; a less exact engine must be noticeably faster to be preferred. */
  default Exactness exactness() {
    return isQuantized() ? Exactness.INT8 : Exactness.FLOAT;
  }

  /** From the least exact to the most exact; float16 and float32 count as equally exact. */
  enum Exactness {
    INT8,
    BFLOAT16,
    FLOAT
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
