package dev.weft.rollout.cluster;

import dev.weft.base.DaemonThreads;
import dev.weft.events.ModelRef;
import dev.weft.modelstore.ModelStore;
import dev.weft.objectstore.StoreUnavailableException;
import java.time.Duration;
import java.util.Collections;
import java.util.Map;
import java.util.NavigableSet;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.jboss.logging.Logger;

/**
 * The versions that are published in the store. Lists the store at an interval and when a
 * publication is announced, on a thread of its own, so that an unavailable store blocks no caller.
 * Thread-safe.
 */
final class PublishedVersions implements AutoCloseable {
  private static final Logger LOG = Logger.getLogger("dev.weft.rollout");

  private final ModelStore models;
  private final Duration every;
  private final Semaphore wishes = new Semaphore(0);
  private final Set<ModelRef> removed = ConcurrentHashMap.newKeySet();
  private final Thread thread = DaemonThreads.named("weft-rollout-versions", this::run);
  private volatile Map<String, NavigableSet<Integer>> known;
  private volatile boolean closed;

  PublishedVersions(ModelStore models, Duration every) {
    this.models = models;
    this.every = every;
  }

  void start() {
    thread.start();
  }

  /** Whether the store has been listed at least once. */
  boolean isKnown() {
    return known != null;
  }

  /** Requests a listing soon. */
  void requestListing() {
    wishes.release();
  }

  Set<String> models() {
    return isKnown() ? known.keySet() : Set.of();
  }

  /** Published versions of a model. */
  NavigableSet<Integer> of(String model) {
    var versions = isKnown() ? known.get(model) : null;
    NavigableSet<Integer> left = new TreeSet<>(versions == null ? Set.of() : versions);
    left.removeIf(version -> removed.contains(new ModelRef(model, version)));
    return left;
  }

  /**
   * Lists the store now.
   *
   * @throws StoreUnavailableException if the store does not answer
   */
  void refresh() {
    Map<String, NavigableSet<Integer>> listed = new TreeMap<>();
    models.published().forEach((model, versions) -> listed.put(model, new TreeSet<>(versions)));
    known = Collections.unmodifiableMap(listed);
  }

  /** Regards the version as removed from now on, whatever a listing in progress returns. */
  void remove(ModelRef version) {
    removed.add(version);
  }

  private void run() {
    while (!closed) {
      try {
        refresh();
      } catch (RuntimeException e) {
        LOG.warnf(
            e instanceof StoreUnavailableException ? null : e,
            "cannot list the published versions: %s",
            e.getMessage());
      }
      pause();
    }
  }

  private void pause() {
    try {
      if (wishes.tryAcquire(every.toMillis(), TimeUnit.MILLISECONDS)) {
        wishes.drainPermits();
      }
    } catch (InterruptedException e) {
      closed = true;
    }
  }

  @Override
  public void close() {
    closed = true;
    requestListing();
  }
}
