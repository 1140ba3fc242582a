package dev.weft.classifier.serving;

import java.nio.file.Path;
import java.time.Duration;

/**
 * Which model is to answer, and how it runs.
 *
 * @param name the model's name
 * @param version of it; 0 for the newest, now and later
 * @param engine as in {@link dev.weft.xception.engine.EngineOptions}
 * @param threads of one engine call; 0 for as many as there are cores
 * @param maxBatch the largest batch; 0 for what suits the engine: {@value #CPU_BATCH} on a
 *     processor, {@value #GPU_BATCH} on a GPU
 * @param cache directory for fetched bundles
 * @param memoryBytes what all loaded versions may hold; a version that would not fit beside others
 *     is not loaded
 * @param maxBundleBytes what a version's files may have together
 * @param lookAgain how long to wait before looking for a missing version or trying again
 * @param follow how long to wait before looking for a newer version than the one that serves
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
    Duration lookAgain,
    Duration follow) {

  /** More do not make a processor faster, but each image wait for the others. */
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
