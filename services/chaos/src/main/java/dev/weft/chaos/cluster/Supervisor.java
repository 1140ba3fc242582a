package dev.weft.chaos.cluster;

import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.BiConsumer;

/**
 * Restarts processes like an orchestrator: those that have exited, and those whose liveness fails
 * for a minute. Processes held by a fault are left alone.
 */
public final class Supervisor implements AutoCloseable {
  private static final long PERIOD_MILLIS = 1_000;

  /** Like the probes of {@code k8s/base}: four failures at intervals of 15 seconds. */
  private static final Duration UNLIVE = Duration.ofSeconds(60);

  /** Time allowed for a start, like the startup probe. */
  private static final Duration STARTS = Duration.ofMinutes(4);

  private final Cluster cluster;
  private final Health health;
  private final BiConsumer<String, String> tell;
  private final Set<String> held = ConcurrentHashMap.newKeySet();
  private final Map<String, Long> liveAt = new HashMap<>();
  private volatile boolean closed;

  /**
   * @param tell receives the name of a restarted process and the reason
   */
  public Supervisor(Cluster cluster, BiConsumer<String, String> tell) {
    this.cluster = cluster;
    this.health = new Health(cluster.layout());
    this.tell = tell;
  }

  /** Starts to supervise all running processes. */
  public void begin() {
    Network.daemon("supervisor", this::check);
  }

  /**
   * Stops supervising a process.
   *
   * @return whether it was supervised before
   */
  public boolean hold(String name) {
    return held.add(name);
  }

  /** Supervises a process again. */
  public void release(String name) {
    synchronized (liveAt) {
      liveAt.put(name, System.nanoTime() + STARTS.toNanos());
    }
    held.remove(name);
  }

  /** Whether a process is ready. */
  public boolean isReady(String name) {
    return health.isReady(name);
  }

  /** Whether every process of the layout is running and ready. */
  public boolean allReady() {
    return unready().isEmpty();
  }

  /** Returns the names of processes that are not ready. */
  public List<String> unready() {
    return cluster.names().stream()
        .filter(name -> !name.endsWith("-twin"))
        .filter(name -> !cluster.runs(name) || !health.isReady(name))
        .toList();
  }

  private void check() {
    try {
      while (!closed) {
        for (String name : cluster.names()) {
          if (!held.contains(name) && !name.endsWith("-twin")) {
            check(name);
          }
        }
        Thread.sleep(PERIOD_MILLIS);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private void check(String name) {
    if (!cluster.runs(name)) {
      restart(name, "it exited unexpectedly");
    } else if (health.isLive(name)) {
      synchronized (liveAt) {
        liveAt.merge(name, System.nanoTime(), (before, now) -> now);
      }
    } else if (isUnliveForLong(name)) {
      cluster.kill(name);
      restart(name, "it has not been live for a minute");
    }
  }

  private boolean isUnliveForLong(String name) {
    synchronized (liveAt) {
      long last = liveAt.computeIfAbsent(name, n -> System.nanoTime());
      return System.nanoTime() - last > UNLIVE.toNanos();
    }
  }

  private void restart(String name, String why) {
    if (held.contains(name) || closed) {
      return;
    }
    tell.accept(name, why);
    synchronized (liveAt) {
      liveAt.put(name, System.nanoTime() + STARTS.toNanos());
    }
    try {
      cluster.start(name);
    } catch (ClusterException e) {
      tell.accept(name, "it cannot be started: " + e.getMessage());
    }
  }

  @Override
  public void close() {
    closed = true;
  }
}
