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
 * The newest report of each classifier's replica, and which replicas are live: those that were
 * heard of within the timeout and have not said that they leave. One rule for whoever counts
 * replicas.
 *
 * <p>The time of a report is when it was read here, by a clock that never jumps. What the sender's
 * clock says does not matter, but for reports that lay in the topic before this process began to
 * read: those are taken to be as old as their records say, until the replica is heard of again.
 * Thread-safe.
 */
public final class LiveReplicas {

  private final Duration timeout;
  private final Duration remembered;
  private final InstantSource clock;
  private final LongSupplier nanoTime;
  private final Map<String, Map<String, Received>> byModel = new TreeMap<>();

  /**
   * None yet.
   *
   * @param timeout silence after which a replica counts as gone
   * @param remembered silence after which nothing more is known of it
   */
  public LiveReplicas(Duration timeout, Duration remembered) {
    this(timeout, remembered, InstantSource.system(), System::nanoTime);
  }

  /**
   * The same with other clocks.
   *
   * @param clock dates what lay in the topic before
   * @param nanoTime measures silence
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
   * @param report what it said
   * @param ago how long ago it was heard
   * @param live whether a rollout waits for the replica
   */
  public record Heard(RolloutObserved report, Duration ago, boolean live) {}

  /** Takes in a report that was sent just now. */
  public void heard(RolloutObserved report) {
    put(report, Duration.ZERO);
  }

  /**
   * Takes in a report that lay in the topic before anybody read here.
   *
   * @param written the record's timestamp
   */
  public void found(RolloutObserved report, Instant written) {
    Duration ago = Duration.between(written, clock.instant());
    put(report, ago.isNegative() ? Duration.ZERO : ago);
  }

  /** All reports of a replica lie in one partition, so that the last that is read is the newest. */
  private synchronized void put(RolloutObserved report, Duration ago) {
    byModel
        .computeIfAbsent(report.model(), unknown -> new TreeMap<>())
        .put(report.replica(), new Received(report, nanoTime.getAsLong(), ago));
  }

  /** Models of which a replica has reported. */
  public synchronized List<String> models() {
    return List.copyOf(byModel.keySet());
  }

  /** The newest report of each replica that is remembered, by their names. */
  public synchronized List<Heard> of(String model) {
    Map<String, Received> replicas = byModel.getOrDefault(model, Map.of());
    replicas.values().removeIf(received -> ago(received).compareTo(remembered) > 0);
    return replicas.values().stream().map(this::heard).toList();
  }

  /** What the live replicas of a model said last. */
  public List<RolloutObserved> live(String model) {
    return of(model).stream().filter(Heard::live).map(Heard::report).toList();
  }

  private Heard heard(Received received) {
    Duration ago = ago(received);
    boolean live = !received.report().leaving() && ago.compareTo(timeout) <= 0;
    return new Heard(received.report(), ago, live);
  }

  private Duration ago(Received received) {
    return received.before().plusNanos(nanoTime.getAsLong() - received.nanos());
  }

  /**
   * @param nanos when it was read
   * @param before how old it was then
   */
  private record Received(RolloutObserved report, long nanos, Duration before) {}
}
