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
 * Which versions lie in the store, looked at every few seconds and when somebody says that there is
 * a new one, on a thread of its own: a store that is away holds nobody up. Thread-safe.
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

  /** Whether the store has answered yet. */
  boolean isKnown() {
    return known != null;
  }

  /** Looks soon. */
  void look() {
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
   * Looks at once.
   *
   * @throws StoreUnavailableException if the store does not answer
   */
  void refresh() {
    Map<String, NavigableSet<Integer>> listed = new TreeMap<>();
    models.published().forEach((model, versions) -> listed.put(model, new TreeSet<>(versions)));
    known = Collections.unmodifiableMap(listed);
  }

  /** From now on the version is not there, whatever a look that has begun says. */
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
            "the store does not say which versions are published: %s",
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
    look();
  }
}
