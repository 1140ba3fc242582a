package dev.weft.bench.overhead;

import java.util.Map;
import java.util.TreeMap;

/**
 * Processor time of a process during a phase, in milliseconds for each image or, without images,
 * each second.
 *
 * @param name of the process
 * @param millis of the whole process
 * @param groups of groups of threads, by their name without numbers
 */
record ProcessCost(String name, double millis, Map<String, Double> groups) {

  /** The group of what no thread that still runs has spent. */
  static final String ENDED = "(ended threads)";

  ProcessCost {
    groups = Map.copyOf(groups);
  }

  /**
   * Computes the cost of a process.
   *
   * @param seconds processor time of the process
   * @param groups seconds of its threads at the end of the phase; empty if they are not known
   * @param units number of images or seconds
   */
  static ProcessCost of(String name, double seconds, Map<String, Double> groups, double units) {
    Map<String, Double> millis = new TreeMap<>();
    groups.forEach((group, spent) -> millis.put(group, spent * 1e3 / units));
    double ended = seconds - groups.values().stream().mapToDouble(Double::doubleValue).sum();
    if (!groups.isEmpty() && ended > 0) {
      millis.put(ENDED, ended * 1e3 / units);
    }
    return new ProcessCost(name, seconds * 1e3 / units, millis);
  }

  /** Time of the JVM's compilers, which a process that has run for long does not need. */
  double compilers() {
    return groups.entrySet().stream()
        .filter(group -> group.getKey().matches("C[12] CompilerThre.*"))
        .mapToDouble(Map.Entry::getValue)
        .sum();
  }

  /** Time of everything but the JVM's compilers. */
  double work() {
    return millis - compilers();
  }

  double group(String group) {
    return groups.getOrDefault(group, 0.0);
  }
}
