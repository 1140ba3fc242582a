package dev.weft.classifier.observe;

import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** Tracks steps that must end by themselves, and how long they have been running. Thread-safe. */
public final class RunningSteps {

  private final Map<Step, Long> running = new ConcurrentHashMap<>();

  /** Begins a step of the calling thread; the step is closed when it ends. */
  public Step begin() {
    var step = new Step();
    running.put(step, System.nanoTime());
    return step;
  }

  /** How long the oldest running step has been running; zero if none is. */
  public Duration longest() {
    long now = System.nanoTime();
    return Duration.ofNanos(
        running.values().stream().mapToLong(begun -> now - begun).max().orElse(0));
  }

  /** A running step. */
  public final class Step implements AutoCloseable {
    @Override
    public void close() {
      running.remove(this);
    }
  }
}
