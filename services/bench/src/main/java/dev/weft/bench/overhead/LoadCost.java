package dev.weft.bench.overhead;

import java.util.List;

/**
 * Processor time of all processes at a load.
 *
 * @param imagesPerSecond the load; 0 without images
 * @param processes the processes, in milliseconds for each image or, without images, each second
 */
record LoadCost(double imagesPerSecond, List<ProcessCost> processes) {
  LoadCost {
    processes = List.copyOf(processes);
  }

  /** Returns the cost of a process. */
  ProcessCost of(String process) {
    return processes.stream()
        .filter(cost -> cost.name().equals(process))
        .findFirst()
        .orElseThrow(() -> new IllegalArgumentException("there is no process " + process));
  }

  /** Returns the time of a process without the JVM's compilers. */
  double work(String process) {
    return of(process).work();
  }

  /** Returns the time of the JVM's compilers in all processes. */
  double compilers() {
    return processes.stream().mapToDouble(ProcessCost::compilers).sum();
  }
}
