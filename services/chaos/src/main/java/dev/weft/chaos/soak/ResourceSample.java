package dev.weft.chaos.soak;

import java.time.Instant;
import java.util.Map;

/**
 * What a process held at a moment.
 *
 * @param process its name, such as {@code classifier-1}
 * @param pid another one after a restart
 * @param images that the system had acknowledged by then
 * @param values bytes in MiB; what could not be read is left out
 */
record ResourceSample(
    Instant at, String process, long pid, long images, Map<Metric, Double> values) {
  ResourceSample {
    values = Map.copyOf(values);
  }
}
