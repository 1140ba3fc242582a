package dev.weft.chaos.soak;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * Collects samples by process. A restart hides growth within a process, so that restarted processes
 * are only checked by their folders, which outlive them.
 */
final class Trends {
  private final Duration warmUp;
  private final Map<String, Map<Long, List<ResourceSample>>> samples = new TreeMap<>();
  private final Map<String, Heap> heaps = new TreeMap<>();

  Trends(Duration warmUp) {
    this.warmUp = warmUp;
  }

  void add(ResourceSample sample) {
    samples
        .computeIfAbsent(sample.process(), name -> new LinkedHashMap<>())
        .computeIfAbsent(sample.pid(), pid -> new ArrayList<>())
        .add(sample);
  }

  /** Adds a sample of a process and of its heap. */
  void add(ResourceSample sample, LiveObjects live) {
    add(sample);
    Heap heap = heaps.get(sample.process());
    boolean warm = !sample.at().isBefore(began(sample.process()).plus(warmUp));
    if (warm && (heap == null || heap.pid != sample.pid())) {
      heaps.put(sample.process(), new Heap(sample.pid(), live, live));
    } else if (heap != null) {
      heaps.put(sample.process(), new Heap(heap.pid, heap.warm, live));
    }
  }

  private Instant began(String process) {
    return samples.get(process).values().iterator().next().get(0).at();
  }

  /**
   * Returns the classes that take more of each process's heap at the end than after the warm-up.
   */
  Map<String, List<String>> growth(int most) {
    Map<String, List<String>> growth = new TreeMap<>();
    heaps.forEach((process, heap) -> growth.put(process, heap.last.growthSince(heap.warm, most)));
    return growth;
  }

  private record Heap(long pid, LiveObjects warm, LiveObjects last) {}

  /** Returns the trends of processes that were not restarted, and of all folders. */
  List<Trend> all() {
    List<Trend> trends = new ArrayList<>();
    samples.forEach(
        (process, lives) -> {
          List<ResourceSample> all = lives.values().stream().flatMap(List::stream).toList();
          for (Metric metric : Metric.values()) {
            if (lives.size() == 1 || metric.isOfFolder()) {
              Trend.of(process, metric, all, warmUp).ifPresent(trends::add);
            }
          }
        });
    return trends;
  }

  /** Returns the number of restarts of each restarted process. */
  Map<String, Integer> restarts() {
    Map<String, Integer> restarts = new TreeMap<>();
    samples.forEach(
        (process, lives) -> {
          if (lives.size() > 1) {
            restarts.put(process, lives.size() - 1);
          }
        });
    return restarts;
  }
}
