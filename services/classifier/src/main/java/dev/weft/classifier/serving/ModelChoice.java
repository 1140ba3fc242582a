package dev.weft.classifier.serving;

import java.nio.file.Path;
import java.time.Duration;

/**
 * Which model is served, and how it runs.
 *
 * @param name the model's name
 * @param version of it; 0 for the newest, now and later
 * @param engine as in {@link dev.weft.xception.engine.EngineOptions}
 * @param threads of one engine call; 0 for the number of cores
 * @param maxBatch the largest batch; 0 for what suits the engine: {@value #CPU_BATCH} on a CPU,
 *     {@value #GPU_BATCH} on a GPU
 * @param cache directory for downloaded bundles
 * @param memoryBytes limit of all loaded versions; a version that does not fit beside others is not
 *     loaded
 * @param maxBundleBytes limit of one version's files
 * @param retryDelay delay before looking for a missing version or retrying
 * @param follow delay before looking for a newer version than the serving one
 */
public record ModelChoice(
    String name,
    int version,
    String engine,
    int threads,
    int maxBatch,
    Path cache,
    long memoryBytes,
    long maxBundleBytes,
    Duration retryDelay,
    Duration follow) {

  /**
   * A larger batch does not increase a CPU's throughput, but makes each image wait for the others.
   */
  public static final int CPU_BATCH = 4;

  /** Where throughput on one H100 levels off. */
  public static final int GPU_BATCH = 64;

  public ModelChoice {
    if (memoryBytes < 1 || maxBundleBytes < 1) {
      throw new IllegalArgumentException(
          "memoryBytes and maxBundleBytes must be at least 1, but are "
              + memoryBytes
              + " and "
              + maxBundleBytes);
    }
    if (version < 0 || threads < 0 || maxBatch < 0) {
      throw new IllegalArgumentException(
          "version, threads and maxBatch must not be negative, but are "
              + version
              + ", "
              + threads
              + " and "
              + maxBatch);
    }
  }

  @Override
  public String toString() {
    return name + ":" + (version == 0 ? "newest" : version);
  }
}
