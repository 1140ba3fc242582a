package dev.weft.classifier.observe;

import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** Steps that must end by themselves, and how long they have been taking. Thread-safe. */
public final class RunningSteps {

  private final Map<Step, Long> running = new ConcurrentHashMap<>();

  /** A step of the calling thread begins; closed when it ends. */
  public Step begin() {
    var step = new Step();
    running.put(step, System.nanoTime());
    return step;
  }

  /** How long the step that began first has been running; zero if none runs. */
  public Duration longest() {
    long now = System.nanoTime();
    return Duration.ofNanos(
        running.values().stream().mapToLong(begun -> now - begun).max().orElse(0));
  }

  /** One step. */
  public final class Step implements AutoCloseable {
    @Override
    public void close() {
      running.remove(this);
    }
  }
}
