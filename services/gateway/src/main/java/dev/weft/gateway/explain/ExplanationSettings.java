package dev.weft.gateway.explain;

import java.nio.file.Path;
import java.time.Duration;

/**
 * Limits of explanations.
 *
 * @param versions maximum number in memory; 0 disables explanations
 * @param idle time without requests after which all versions are closed
 * @param waiting maximum number of waiting requests
 * @param threads of the engine
 * @param cache directory for model files, which only this process writes to
 * @param maxBytes of an image
 * @param maxPixels of an image
 */
public record ExplanationSettings(
    int versions,
    Duration idle,
    int waiting,
    int threads,
    Path cache,
    long maxBytes,
    long maxPixels) {
  public ExplanationSettings {
    if (versions < 0 || waiting < 0 || threads < 0 || idle.isNegative() || idle.isZero()) {
      throw new IllegalArgumentException(
          ("versions, waiting and threads must not be negative and idle must be positive, but are"
                  + " %d, %d, %d and %s")
              .formatted(versions, waiting, threads, idle));
    }
  }
}
