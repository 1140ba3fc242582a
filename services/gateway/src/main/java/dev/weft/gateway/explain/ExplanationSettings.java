package dev.weft.gateway.explain;

import java.nio.file.Path;
import java.time.Duration;

/**
 * What explanations may take.
 *
 * @param versions most that are held in memory; 0 for no explanations at all
 * @param idle how long nobody asks before all are closed
 * @param waiting most requests that wait for the one at work
 * @param threads of the engine
 * @param cache folder for model files, which only this process writes to
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
