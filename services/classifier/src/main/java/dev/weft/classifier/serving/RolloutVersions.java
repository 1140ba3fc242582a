package dev.weft.classifier.serving;

import dev.weft.base.DaemonThreads;
import dev.weft.classifier.inflight.ServingModel;
import dev.weft.classifier.loadcheck.LoadGuard;
import dev.weft.events.ModelRef;
import dev.weft.events.rollout.RolloutChanged;
import dev.weft.kafka.client.Backoff;
import dev.weft.modelstore.ModelStore;
import dev.weft.telemetry.LogFields;
import dev.weft.telemetry.Subject;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import java.util.stream.Stream;
import org.jboss.logging.Logger;

/**
 * Loads what the model's rollout asks for, the serving version and the candidate, one after the
 * other on a thread of its own. A new state takes effect at once for versions that are loaded, even
 * during a load; a missing version becomes active as soon as it is loaded, and until then the
 * previous one serves. Thread-safe.
 */
public final class RolloutVersions implements ModelSource {

  private static final Logger LOG = Logger.getLogger("dev.weft.classifier");

  /** Longest back-off as a multiple of the shortest. */
  private static final int SLOWEST = 60;

  private static final Duration POLL_INTERVAL = Duration.ofMillis(20);

  private final ModelChoice choice;
  private final VersionLoader loader;
  private final LoadedModels held;
  private final SharedMemory memory;
  private final LoadGuard guard;
  private final BooleanSupplier caughtUp;
  private final Listener listener;
  private final ModelReconciler reconciler;
  private final Thread thread = DaemonThreads.named("weft-model", this::run);
  private final Backoff backoff;
  private Optional<ServingModel> notified = Optional.empty();
  private Failure failure;
  private boolean begun;
  private boolean closed;

  /**
   * Why the listener could not take the serving version.
   *
   * @param count number of failures in a row
   * @param again reading of {@link System#nanoTime()} from which it is tried again
   */
  private record Failure(String reason, int count, long again) {}

  /** Is notified of changes. Called without any lock, by the thread that made the change. */
  public interface Listener {

    /** A version began to serve. Called again after a back-off if it throws. */
    public void serves(ServingModel model);

    /** The status may have changed. */
    public void changed();
  }

  /**
   * @param held receives the active versions
   * @param memory of all models of this process, {@code held} among them
   * @param guard protects this process while a version is loaded
   * @param caughtUp whether the states that were in the topic at the start have been {@linkplain
   *     #accept accepted}; nothing is loaded before
   */
  public RolloutVersions(
      ModelStore store,
      ModelChoice choice,
      LoadedModels held,
      SharedMemory memory,
      LoadGuard guard,
      BooleanSupplier caughtUp,
      Listener listener) {
    this.choice = choice;
    this.loader = new VersionLoader(store, choice, guard);
    this.held = held;
    this.memory = memory;
    this.guard = guard;
    this.caughtUp = caughtUp;
    this.listener = listener;
    this.backoff = new Backoff(choice.retryDelay(), choice.retryDelay().multipliedBy(SLOWEST));
    this.reconciler = new ModelReconciler(choice.name(), held, guard, backoff);
  }

  @Override
  public void start() {
    LOG.infof("model=%s is served according to its rollout", choice.name());
    thread.start();
  }

  /** Processes the newest state of the model; ignores states of other models. */
  public void accept(RolloutChanged state) {
    if (!state.model().equals(choice.name())) {
      return;
    }
    synchronized (this) {
      if (closed || !reconciler.want(DesiredVersions.of(state), System.nanoTime())) {
        return;
      }
      if (caughtUp.getAsBoolean()) {
        reconciler.settle();
      }
      notifyAll();
    }
    notifyListener();
  }

  private void run() {
    try {
      while (!caughtUp.getAsBoolean()) {
        Thread.sleep(POLL_INTERVAL.toMillis());
      }
      while (awaitWork()) {
        notifyListener();
        Optional<Integer> version = next();
        if (version.isPresent()) {
          load(version.get());
          notifyListener();
        }
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  @SuppressWarnings("try") // only closed, not used otherwise
  private void load(int version) throws InterruptedException {
    try (LogFields fields = LogFields.of(of(version))) {
      boolean alone = memory.residentBytes() == 0;
      loader.load(version, naming(version), alone, memory, result -> take(version, result));
    } catch (RuntimeException e) {
      LOG.errorf(e, "model=%s: loading version %d failed unexpectedly", choice.name(), version);
      take(version, new LoadResult.Failed("version " + version + ": " + message(e)));
    }
  }

  private static String message(RuntimeException e) {
    return e.getMessage() == null ? e.toString() : e.getMessage();
  }

  private synchronized String naming(int version) {
    return reconciler.wanted().naming(version);
  }

  /** Waits until a version is to be loaded or the listener to be notified; false on shutdown. */
  private synchronized boolean awaitWork() throws InterruptedException {
    while (!closed) {
      long now = System.nanoTime();
      if (reconciler.next(now).isPresent() || failure != null && now - failure.again() >= 0) {
        return true;
      }
      long wait = reconciler.untilNext(now).toNanos();
      TimeUnit.NANOSECONDS.timedWait(
          this, failure == null ? wait : Math.min(wait, failure.again() - now));
    }
    return false;
  }

  private synchronized Optional<Integer> next() {
    return closed ? Optional.empty() : reconciler.next(System.nanoTime());
  }

  private Subject of(int version) {
    return Subject.version(new ModelRef(choice.name(), version));
  }

  private synchronized void take(int version, LoadResult result) {
    boolean needed = reconciler.isWanted(version) && !closed;
    if (result instanceof LoadResult.Ready ready && !needed) {
      ready.model().engine().close();
    } else if (result instanceof LoadResult.Ready ready) {
      LOG.infof("loaded model=%s", ready.model().ref());
      reconciler.loaded(ready.model());
    } else if (result instanceof LoadResult.Failed failed && needed) {
      LOG.warnf("cannot load model=%s: %s; retrying", choice.name(), failed.reason());
      reconciler.failed(version, failed.reason(), System.nanoTime());
    } else if (result instanceof LoadResult.Crashed crashed && needed) {
      LOG.errorf("loading model=%s crashed: %s", choice.name(), crashed.reason());
      reconciler.crashed(version, crashed.reason(), System.nanoTime());
    } else if (result instanceof LoadResult.Refused refused && needed) {
      LOG.errorf("model=%s is rejected: %s", choice.name(), refused.reason());
      reconciler.refused(version, refused.reason());
    }
  }

  private void serves(ServingModel model) {
    LOG.infof("model=%s is served by %s", model.ref(), model.engine().info());
    guard.history().serves(model.ref());
    listener.serves(model);
  }

  private void notifyListener() {
    Optional<ServingModel> next;
    synchronized (this) {
      var serving = held.serving();
      next = serving.equals(notified) ? Optional.empty() : serving;
      notified = serving;
      if (serving.isEmpty()) {
        failure = null;
      }
    }
    next.ifPresent(this::begin);
    listener.changed();
  }

  private void begin(ServingModel model) {
    try {
      LogFields.about(Subject.version(model.ref()), () -> serves(model));
      synchronized (this) {
        failure = null;
        begun = true;
      }
    } catch (RuntimeException e) {
      failed(model, e);
    }
  }

  private synchronized void failed(ServingModel model, RuntimeException e) {
    int count = failure == null ? 1 : failure.count() + 1;
    LOG.errorf(
        count == 1 ? e : null,
        "model=%s is loaded but cannot answer images: %s; retrying",
        model.ref(),
        message(e));
    long again = System.nanoTime() + backoff.delay(count, ThreadLocalRandom.current()).toNanos();
    failure =
        new Failure(
            model.ref() + " is loaded but cannot answer images: " + message(e), count, again);
    if (notified.equals(Optional.of(model))) {
      notified = Optional.empty();
    }
    notifyAll();
  }

  @Override
  public synchronized LoadingState state() {
    var wanted = reconciler.wanted();
    var serving = held.serving();
    Optional<String> problem = Optional.ofNullable(failure).map(Failure::reason);
    if (serving.isPresent() && problem.isPresent() && !begun) {
      return new LoadingState.Failed(serving.get().ref().toString(), problem.get());
    }
    if (serving.isPresent()) {
      var wrong =
          Stream.concat(
              problem.stream(),
              wanted.versions().stream().map(reconciler::reason).flatMap(Optional::stream));
      return new LoadingState.Serving(
          serving.get().ref(), serving.get().engine().info(), wrong.findFirst().orElse(null));
    }
    if (wanted.serving() == null) {
      return new LoadingState.Awaited(
          choice.name()
              + (caughtUp.getAsBoolean()
                  ? ": a decision of a rollout service about the serving version"
                  : ": the state of its rollout, from the broker"));
    }
    var ref = new ModelRef(choice.name(), wanted.serving());
    return reconciler
        .reason(wanted.serving())
        .<LoadingState>map(reason -> new LoadingState.Failed(ref.toString(), reason))
        .orElseGet(() -> new LoadingState.Loading(ref));
  }

  /** Current status. */
  public synchronized ReplicaStatus status() {
    return reconciler.status();
  }

  @Override
  public void close() {
    synchronized (this) {
      closed = true;
      notifyAll();
    }
    loader.close();
    thread.interrupt();
  }
}
