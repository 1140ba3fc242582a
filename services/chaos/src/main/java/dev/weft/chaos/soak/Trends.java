package dev.weft.chaos.soak;

import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * Samples by process. A restart hides what grows in a process, so what was restarted is judged by
 * its folders alone, which outlive it.
 */
final class Trends {
  private final Duration warmUp;
  private final Map<String, Map<Long, List<Sample>>> samples = new TreeMap<>();

  Trends(Duration warmUp) {
    this.warmUp = warmUp;
  }

  void add(Sample sample) {
    samples
        .computeIfAbsent(sample.process(), name -> new LinkedHashMap<>())
        .computeIfAbsent(sample.pid(), pid -> new ArrayList<>())
        .add(sample);
  }

  /** Of processes that ran all the time, and of the folders of all. */
  List<Trend> all() {
    List<Trend> trends = new ArrayList<>();
    samples.forEach(
        (process, lives) -> {
          List<Sample> all = lives.values().stream().flatMap(List::stream).toList();
          for (Metric metric : Metric.values()) {
            if (lives.size() == 1 || metric.isOfFolder()) {
              Trend.of(process, metric, all, warmUp).ifPresent(trends::add);
            }
          }
        });
    return trends;
  }

  /** How often each process was restarted that was. */
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
