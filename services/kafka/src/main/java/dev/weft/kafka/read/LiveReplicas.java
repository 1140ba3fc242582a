package dev.weft.kafka.read;

import dev.weft.events.rollout.RolloutObserved;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.LongSupplier;

/**
 * Keeps the newest report of each classifier replica, and decides which replicas are live: those
 * that reported within the timeout and have not announced that they are leaving. All components
 * that count replicas share this rule.
 *
 * <p>A report's age is measured from when it was read here, by a monotonic clock, so that the
 * sender's clock does not matter. The exception are reports that were in the topic before this
 * process started reading: their age is taken from the record's timestamp until the replica reports
 * again. Thread-safe.
 */
public final class LiveReplicas {

  private final Duration timeout;
  private final Duration remembered;
  private final InstantSource clock;
  private final LongSupplier nanoTime;
  private final Map<String, Map<String, Received>> byModel = new TreeMap<>();

  /**
   * Creates an empty registry.
   *
   * @param timeout time without a report after which a replica counts as gone
   * @param remembered time without a report after which a replica is forgotten
   */
  public LiveReplicas(Duration timeout, Duration remembered) {
    this(timeout, remembered, InstantSource.system(), System::nanoTime);
  }

  /**
   * Creates an empty registry with given clocks.
   *
   * @param clock determines the age of reports that were already in the topic
   * @param nanoTime monotonic clock that measures the time since a report
   */
  public LiveReplicas(
      Duration timeout, Duration remembered, InstantSource clock, LongSupplier nanoTime) {
    this.timeout = timeout;
    this.remembered = remembered.compareTo(timeout) < 0 ? timeout : remembered;
    this.clock = clock;
    this.nanoTime = nanoTime;
  }

  /**
   * A replica's report.
   *
   * @param report the report
   * @param ago its age
   * @param live whether the replica is live, so that rollouts wait for it
   */
  public record ReplicaReport(RolloutObserved report, Duration ago, boolean live) {}

  /** Adds a report that was sent just now. */
  public void reported(RolloutObserved report) {
    put(report, Duration.ZERO);
  }

  /**
   * Adds a report that was in the topic before this process started reading.
   *
   * @param written the record's timestamp
   */
  public void found(RolloutObserved report, Instant written) {
    Duration ago = Duration.between(written, clock.instant());
    put(report, ago.isNegative() ? Duration.ZERO : ago);
  }

  /** All reports of a replica are in one partition, so that the last one read is the newest. */
  private synchronized void put(RolloutObserved report, Duration ago) {
    byModel
        .computeIfAbsent(report.model(), unknown -> new TreeMap<>())
        .put(report.replica(), new Received(report, nanoTime.getAsLong(), ago));
  }

  /** Returns the models for which replicas have reported. */
  public synchronized List<String> models() {
    return List.copyOf(byModel.keySet());
  }

  /** Returns the newest report of each remembered replica, sorted by name. */
  public synchronized List<ReplicaReport> of(String model) {
    Map<String, Received> replicas = byModel.getOrDefault(model, Map.of());
    replicas.values().removeIf(received -> ago(received).compareTo(remembered) > 0);
    return replicas.values().stream().map(this::assessed).toList();
  }

  /** Returns the newest reports of a model's live replicas. */
  public List<RolloutObserved> live(String model) {
    return of(model).stream().filter(ReplicaReport::live).map(ReplicaReport::report).toList();
  }

  private ReplicaReport assessed(Received received) {
    Duration ago = ago(received);
    boolean live = !received.report().leaving() && ago.compareTo(timeout) <= 0;
    return new ReplicaReport(received.report(), ago, live);
  }

  private Duration ago(Received received) {
    return received.before().plusNanos(nanoTime.getAsLong() - received.nanos());
  }

  /**
   * @param nanos when it was read, by the monotonic clock
   * @param before its age at that time
   */
  private record Received(RolloutObserved report, long nanos, Duration before) {}
}
