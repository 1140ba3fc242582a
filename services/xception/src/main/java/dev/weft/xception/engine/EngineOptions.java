package dev.weft.xception.engine;

import java.util.Arrays;
import java.util.List;
import java.util.Objects;

/**
 * Options for running a model version.
 *
 * @param engine {@code onnx-cpu}, {@code onnx-cpu-int8}, {@code onnx-cuda}, {@code openvino-cpu},
 *     {@code openvino-cpu-int8}, {@code openvino-cpu-bf16}, {@code dl4j-cpu} or {@code dl4j-cuda},
 *     or several of them, comma-separated, or {@value #AUTO} for all but {@code openvino-cpu-int8}
 *     and {@code openvino-cpu-bf16}; of several, the fastest one that is available and passes the
 *     golden check is used
 * @param threads the threads of one call on a CPU; 0 for the number of cores
 * @param maxBatch largest batch size; the golden check runs at 1 and at this size
 * @param gpuMemoryBytes limit of the engine's GPU memory in bytes; 0 for none
 */
public record EngineOptions(String engine, int threads, int maxBatch, long gpuMemoryBytes) {
  /** The best engine for this machine. */
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

  /** Whether an engine of this name may be used. */
  public boolean allows(String name) {
    return engine.equals(AUTO) || names().contains(name);
  }

  /** Returns the requested names. */
  public List<String> names() {
    return Arrays.stream(engine.split(",")).map(String::strip).toList();
  }

  /** The same options with other engines. */
  public EngineOptions with(String engines) {
    return new EngineOptions(engines, threads, maxBatch, gpuMemoryBytes);
  }

  /** {@code auto} on all cores with batches of up to {@code maxBatch}. */
  public static EngineOptions auto(int maxBatch) {
    return new EngineOptions(AUTO, 0, maxBatch, 0);
  }
}
