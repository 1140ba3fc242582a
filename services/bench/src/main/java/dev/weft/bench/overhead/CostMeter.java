package dev.weft.bench.overhead;

import dev.weft.bench.process.JavaProcess;
import dev.weft.bench.process.ProcessorTimes;
import dev.weft.bench.process.ThreadTimes;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Measures processes from its creation. */
final class CostMeter {
  private static final String GENERATOR = "load generator";

  private final List<JavaProcess> processes;
  private final Map<JavaProcess, Double> seconds = new LinkedHashMap<>();
  private final Map<JavaProcess, ThreadTimes> threads = new LinkedHashMap<>();
  private final double own = ProcessorTimes.seconds(ProcessHandle.current().pid());

  CostMeter(List<JavaProcess> processes) {
    this.processes = List.copyOf(processes);
    for (JavaProcess process : processes) {
      seconds.put(process, ProcessorTimes.seconds(process.pid()));
      threads.put(process, ThreadTimes.of(process.pid()));
    }
  }

  /**
   * Returns the cost of each process, and of this one.
   *
   * @param units number of images or seconds since the creation
   */
  List<ProcessCost> costs(double units) {
    Map<JavaProcess, Double> spent = new LinkedHashMap<>();
    Map<JavaProcess, ThreadTimes> now = new LinkedHashMap<>();
    double generator = ProcessorTimes.seconds(ProcessHandle.current().pid()) - own;
    for (JavaProcess process : processes) {
      spent.put(process, ProcessorTimes.seconds(process.pid()) - seconds.get(process));
      now.put(process, ThreadTimes.of(process.pid()));
    }
    List<ProcessCost> costs = new ArrayList<>();
    for (JavaProcess process : processes) {
      Map<String, Double> groups =
          now.get(process).since(threads.get(process), ThreadTimes.names(process.pid()));
      costs.add(ProcessCost.of(process.name(), spent.get(process), groups, units));
    }
    costs.add(ProcessCost.of(GENERATOR, generator, Map.of(), units));
    return costs;
  }
}
