package dev.weft.chaos.soak;

import java.time.Instant;
import java.util.Map;

/**
 * The resources of a process at one point in time.
 *
 * @param process its name, such as {@code classifier-1}
 * @param pid process id, which changes with a restart
 * @param images number of images acknowledged so far
 * @param values the values by metric, bytes in MiB; unavailable ones are omitted
 */
record ResourceSample(
    Instant at, String process, long pid, long images, Map<Metric, Double> values) {
  ResourceSample {
    values = Map.copyOf(values);
  }
}
