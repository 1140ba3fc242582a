package dev.weft.classifier.serving;

import dev.weft.classifier.pipeline.ServingModel;
import dev.weft.events.ModelRef;
import dev.weft.events.RolloutChanged;
import dev.weft.events.RolloutObserved.ReplicaVersion;
import dev.weft.events.RolloutObserved.State;
import dev.weft.events.kafka.Backoff;
import dev.weft.modelstore.ModelStore;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import java.util.stream.Stream;
import org.jboss.logging.Logger;

/**
 * Holds what the model's rollout asks for: the version that serves and the candidate, loaded one
 * after the other on a thread of its own. What is loaded takes part, or stops to, at once when a
 * state says so, whatever is being loaded meanwhile; what is missing takes part as soon as it is
 * there, and until then the version that served goes on. Thread-safe.
 */
public final class RolloutVersions implements ModelSource {

  private static final Logger LOG = Logger.getLogger("dev.weft.classifier");

  /** What failed is fetched and loaded whole each time, on cores that others work on. */
  private static final int SLOWEST = 60;

  private static final Duration LOOK_AGAIN = Duration.ofMillis(20);

  private final ModelChoice choice;
  private final VersionLoader loader;
  private final HeldVersions held;
  private final BooleanSupplier caughtUp;
  private final Listener listener;
  private final Attempts attempts;
  private final Map<Integer, ServingModel> ready = new HashMap<>();
  private final Thread thread = new Thread(this::run, "weft-model");
  private Wanted wanted;
  private boolean closed;

  /** Hears what changes. Called without any lock, by the thread that made the change. */
  public interface Listener {

    /** A version began to serve. */
    void serves(ServingModel model);

    /** The status is another than before. */
    void changed();
  }

  /**
   * @param held is given what takes part
   * @param caughtUp whether the states that were there at the start have been {@linkplain #accept
   *     accepted}; nothing is loaded before
   */
  public RolloutVersions(
      ModelStore store,
      ModelChoice choice,
      HeldVersions held,
      BooleanSupplier caughtUp,
      Listener listener) {
    this.choice = choice;
    this.loader = new VersionLoader(store, choice);
    this.held = held;
    this.caughtUp = caughtUp;
    this.listener = listener;
    this.attempts =
        new Attempts(
            new Backoff(choice.lookAgain(), choice.lookAgain().multipliedBy(SLOWEST)),
            new SplittableRandom());
    thread.setDaemon(true);
  }

  @Override
  public void start() {
    LOG.infof("model=%s is served as its rollout says", choice.name());
    thread.start();
  }

  /** Takes in the newest state of the model; of another model it is passed over. */
  public void accept(RolloutChanged state) {
    if (!state.model().equals(choice.name())) {
      return;
    }
    Optional<ServingModel> begun;
    synchronized (this) {
      var before = wanted;
      wanted = Wanted.of(state);
      if (wanted.equals(before) || closed) {
        return;
      }
      begun = caughtUp.getAsBoolean() ? settle() : Optional.empty();
      notifyAll();
    }
    tell(begun);
  }

  private void run() {
    try {
      awaitStates();
      tell(settleNow());
      for (int version = next(); version > 0; version = next()) {
        listener.changed();
        load(version);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private void awaitStates() throws InterruptedException {
    while (!caughtUp.getAsBoolean()) {
      Thread.sleep(LOOK_AGAIN.toMillis());
    }
  }

  private synchronized Optional<ServingModel> settleNow() {
    return settle();
  }

  /** Waits for the next version that is to be loaded; 0 at the end. */
  private synchronized int next() throws InterruptedException {
    while (!closed) {
      long now = System.nanoTime();
      var due = toLoad(now);
      if (due.isPresent()) {
        return due.get();
      }
      TimeUnit.NANOSECONDS.timedWait(this, attempts.untilDue(now).toNanos());
    }
    return 0;
  }

  /** What serves comes first: a candidate without it answers nobody. */
  private Optional<Integer> toLoad(long now) {
    if (wanted == null || wanted.serving() == null) {
      return Optional.empty();
    }
    return wanted.versions().stream()
        .filter(version -> version.equals(wanted.serving()) || ready.containsKey(wanted.serving()))
        .filter(version -> !ready.containsKey(version))
        .filter(version -> attempts.isDue(version, wanted.naming(version), now))
        .findFirst();
  }

  private void load(int version) {
    LoadResult result = loader.load(version, held.residentBytes());
    Optional<ServingModel> begun;
    synchronized (this) {
      begun = take(version, result);
    }
    tell(begun);
  }

  private Optional<ServingModel> take(int version, LoadResult result) {
    boolean needed = wanted.versions().contains(version) && !closed;
    if (result instanceof LoadResult.Ready loaded && !needed) {
      loaded.model().engine().close();
    } else if (result instanceof LoadResult.Ready loaded) {
      attempts.succeeded(version);
      LOG.infof("model=%s is loaded", loaded.model().ref());
      return take(loaded.model());
    } else if (result instanceof LoadResult.Failed failed && needed) {
      attempts.failed(version, failed.reason(), System.nanoTime());
      LOG.warnf("model=%s: %s; trying again", choice.name(), failed.reason());
    } else if (result instanceof LoadResult.Refused refused && needed) {
      attempts.refused(version, refused.reason(), wanted.naming(version));
      LOG.errorf("model=%s is refused: %s", choice.name(), refused.reason());
    }
    return Optional.empty();
  }

  private Optional<ServingModel> take(ServingModel model) {
    ready.put(model.ref().version(), model);
    var begun = settle();
    if (!ready.containsValue(model)) {
      // Another version was to serve first by now, so it did not come to take part.
      model.engine().close();
    }
    return begun;
  }

  /** Lets those take part that are wanted and ready; the version that began to serve with that. */
  private Optional<ServingModel> settle() {
    if (wanted == null) {
      return Optional.empty();
    }
    attempts.keep(wanted.versions());
    var before = held.serving();
    var right = Optional.ofNullable(ready.get(wanted.serving()));
    var serving = right.or(() -> before);
    if (serving.isEmpty()) {
      return Optional.empty();
    }
    // The split is between these two versions and no others.
    Optional<ServingModel> candidate = right.map(model -> ready.get(wanted.candidate()));
    held.become(serving.get(), candidate, wanted.split());
    ready.values().retainAll(Stream.concat(serving.stream(), candidate.stream()).toList());
    return before.equals(serving) ? Optional.empty() : serving;
  }

  private void tell(Optional<ServingModel> begun) {
    begun.ifPresent(
        model -> {
          LOG.infof("model=%s serves on engine=%s", model.ref(), model.engine().info());
          listener.serves(model);
        });
    listener.changed();
  }

  @Override
  public synchronized ModelState state() {
    var serving = held.serving();
    if (serving.isPresent()) {
      return new ModelState.Serving(
          serving.get().ref(), serving.get().engine().info(), firstReason().orElse(null));
    }
    if (wanted == null || wanted.serving() == null) {
      return new ModelState.Awaited(
          choice.name()
              + (caughtUp.getAsBoolean()
                  ? ": a rollout service that says which version serves"
                  : ": its rollout's state, from the broker"));
    }
    var ref = new ModelRef(choice.name(), wanted.serving());
    return attempts
        .reason(wanted.serving())
        .<ModelState>map(reason -> new ModelState.Failed(ref.toString(), reason))
        .orElseGet(() -> new ModelState.Loading(ref));
  }

  private Optional<String> firstReason() {
    return wanted.versions().stream().map(attempts::reason).flatMap(Optional::stream).findFirst();
  }

  /** What it has now. */
  public synchronized ReplicaStatus status() {
    var serving = held.serving();
    return new ReplicaStatus(
        wanted == null ? 0 : wanted.revision(),
        serving.map(model -> model.ref().version()).orElse(null),
        wanted == null ? null : wanted.candidate(),
        wanted == null ? List.of() : wanted.versions().stream().map(this::report).toList(),
        serving.map(model -> model.engine().info().name()).orElse(null));
  }

  private ReplicaVersion report(int version) {
    var model = ready.get(version);
    if (model != null) {
      return new ReplicaVersion(version, State.READY, null, model.engine().residentBytes());
    }
    return attempts
        .report(version)
        .orElseGet(() -> new ReplicaVersion(version, State.LOADING, null, null));
  }

  @Override
  public void close() {
    synchronized (this) {
      closed = true;
      notifyAll();
    }
    thread.interrupt();
  }
}
