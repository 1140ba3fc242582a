package dev.weft.xception.engine;

import java.util.Arrays;
import java.util.List;
import java.util.Objects;

/**
 * How a model version is to be run.
 *
 * @param engine {@code onnx-cpu}, {@code onnx-cpu-int8}, {@code onnx-cuda}, {@code dl4j-cpu} or
 *     {@code dl4j-cuda}, or several of them separated by commas, or {@value #AUTO} for all; of
 *     several the fastest is taken that this machine has and that passes the golden check
 * @param threads threads of one call on a CPU; 0 for as many as there are cores
 * @param maxBatch the largest batch that will be run; the golden check runs at 1 and at this size
 * @param gpuMemoryBytes what the engine may take of a GPU's memory; 0 for no limit of its own
 */
public record EngineOptions(String engine, int threads, int maxBatch, long gpuMemoryBytes) {
  /** Whichever suits this machine. */
  public static final String AUTO = "auto";

  public EngineOptions {
    Objects.requireNonNull(engine, "engine");
    if (threads < 0 || maxBatch < 1 || gpuMemoryBytes < 0) {
      throw new IllegalArgumentException(
          "threads and gpuMemoryBytes must not be negative and maxBatch at least 1, but are "
              + threads
              + ", "
              + gpuMemoryBytes
              + " and "
              + maxBatch);
    }
  }

  /** Whether an engine of this name may run the version. */
  public boolean allows(String name) {
    return engine.equals(AUTO) || names().contains(name);
  }

  /** What was asked for, one by one. */
  public List<String> names() {
    return Arrays.stream(engine.split(",")).map(String::strip).toList();
  }

  /** {@code auto} on all cores with batches of up to {@code maxBatch}. */
  public static EngineOptions auto(int maxBatch) {
    return new EngineOptions(AUTO, 0, maxBatch, 0);
  }
}
