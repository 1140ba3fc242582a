package dev.weft.classifier.serving;

import dev.weft.base.DaemonThreads;
import dev.weft.classifier.inflight.ServingModel;
import dev.weft.classifier.loadcheck.LoadGuard;
import dev.weft.events.ModelRef;
import dev.weft.kafka.client.Backoff;
import dev.weft.modelstore.ModelStore;
import dev.weft.telemetry.LogFields;
import dev.weft.telemetry.Subject;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;
import org.jboss.logging.Logger;

/**
 * Serves the newest published version, or a configured one, regardless of rollouts: waits until it
 * is published, loads it, and hands it over. If the newest is configured, newer ones are loaded
 * while the old one serves. A version that cannot be loaded is reported and retried; meanwhile the
 * newest loadable version serves.
 */
public final class NewestVersions implements ModelSource {

  private static final Logger LOG = Logger.getLogger("dev.weft.classifier");

  /** Longest back-off while no version serves, as a multiple of the shortest. */
  private static final int SLOWEST = 60;

  /**
   * A failing version is downloaded and loaded in full at each retry, on cores that serve requests.
   */
  private static final Duration SLOWEST_BESIDE_A_MODEL = Duration.ofMinutes(5);

  private static final String NAMING = "newest";

  private final ModelStore store;
  private final ModelChoice choice;
  private final VersionLoader loader;
  private final LoadGuard guard;
  private final SharedMemory memory;
  private final Consumer<ServingModel> loaded;
  private final Thread thread = DaemonThreads.named("weft-model", this::run);
  private volatile LoadingState state;
  private volatile boolean closed;

  /**
   * @param memory of all models of this process, those that {@code loaded} receives among them
   * @param guard protects this process while a version is loaded
   * @param loaded receives each version, on the loader's thread, and closes its engine in the end
   */
  public NewestVersions(
      ModelStore store,
      ModelChoice choice,
      SharedMemory memory,
      LoadGuard guard,
      Consumer<ServingModel> loaded) {
    this(store, choice, memory, guard, new VersionLoader(store, choice, guard), loaded);
  }

  NewestVersions(
      ModelStore store,
      ModelChoice choice,
      SharedMemory memory,
      LoadGuard guard,
      VersionLoader loader,
      Consumer<ServingModel> loaded) {
    this.store = store;
    this.choice = choice;
    this.memory = memory;
    this.loader = loader;
    this.guard = guard;
    this.loaded = loaded;
    this.state = new LoadingState.Awaited(choice.toString());
    LOG.infof("waiting for model=%s", choice);
  }

  @Override
  public void start() {
    thread.start();
  }

  @Override
  public LoadingState state() {
    return state;
  }

  private void run() {
    try {
      int failures = 0;
      while (!closed) {
        failures = loadNewest() ? 0 : failures + 1;
        if (choice.version() != 0 && state.isServing()) {
          return;
        }
        Thread.sleep(pause(failures).toMillis());
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private Duration pause(int failures) {
    Duration usual = state.isServing() ? choice.follow() : choice.retryDelay();
    Duration most =
        state.isServing() ? SLOWEST_BESIDE_A_MODEL : choice.retryDelay().multipliedBy(SLOWEST);
    return failures == 0 || most.compareTo(usual) < 0
        ? usual
        : new Backoff(usual, most).delay(failures, ThreadLocalRandom.current());
  }

  /**
   * Loads the newest loadable version; returns false if a version that should serve cannot be
   * loaded.
   */
  private boolean loadNewest() throws InterruptedException {
    String failure = null;
    try {
      List<Integer> wanted = wanted();
      if (wanted.isEmpty() && !state.isServing()) {
        become(new LoadingState.Awaited(choice.toString()));
      }
      for (int version : wanted) {
        String reason = tryOne(version);
        if (reason == null) {
          break;
        }
        failure = failure == null ? reason : failure;
      }
    } catch (RuntimeException e) {
      failure = String.valueOf(e.getMessage());
    }
    if (failure != null && !closed) {
      report(failure);
    }
    return failure == null;
  }

  /**
   * Versions that are preferable to the serving one, the best first. Versions that crashed too
   * often come last, and only if none serves.
   */
  private List<Integer> wanted() {
    if (choice.version() != 0) {
      return store.manifest(choice.name(), choice.version()).isPresent()
          ? List.of(choice.version())
          : List.of();
    }
    int now = state instanceof LoadingState.Serving serving ? serving.model().version() : 0;
    return store.versions(choice.name()).stream()
        .filter(version -> version > now)
        .filter(version -> now == 0 || !isGivenUp(version))
        .sorted(Comparator.comparing(this::isGivenUp).thenComparing(Comparator.reverseOrder()))
        .toList();
  }

  private boolean isGivenUp(int version) {
    var past = guard.history().past(new ModelRef(choice.name(), version));
    return past.failures(NAMING) >= guard.limits().attempts();
  }

  /** Loads a version and makes it serve; returns why it cannot, or null. */
  private String tryOne(int version) throws InterruptedException {
    var ref = new ModelRef(choice.name(), version);
    if (state instanceof LoadingState.Awaited) {
      become(new LoadingState.Loading(ref));
    }
    var taken = new AtomicReference<LoadResult>();
    boolean alone = !state.isServing() && memory.residentBytes() == 0;
    loader.load(version, NAMING, alone, memory, loaded -> take(loaded, taken));
    LoadResult result = taken.get();
    if (result instanceof LoadResult.Failed failed) {
      return failed.reason();
    } else if (result instanceof LoadResult.Crashed crashed) {
      return crashed.reason();
    } else if (result instanceof LoadResult.Refused refused) {
      return refused.reason();
    }
    return null;
  }

  /** Takes a result while no other version is loaded, so that its memory counts from now on. */
  private void take(LoadResult result, AtomicReference<LoadResult> taken) {
    taken.set(result);
    if (result instanceof LoadResult.Ready ready) {
      serve(ready.model());
    }
  }

  private void serve(ServingModel model) {
    if (closed) {
      model.engine().close();
      return;
    }
    loaded.accept(model);
    guard.history().serves(model.ref());
    become(new LoadingState.Serving(model.ref(), model.engine().info(), null));
  }

  private void report(String failure) {
    become(
        state instanceof LoadingState.Serving serving
            ? new LoadingState.Serving(serving.model(), serving.engine(), failure)
            : new LoadingState.Failed(choice.toString(), failure));
  }

  private void become(LoadingState next) {
    if (next.equals(state)) {
      return;
    }
    state = next;
    LogFields.about(Subject.model(choice.name()), () -> log(next));
  }

  private static void log(LoadingState next) {
    if (next instanceof LoadingState.Failed failed) {
      LOG.errorf("model=%s cannot serve: %s; retrying", failed.model(), failed.reason());
    } else if (next instanceof LoadingState.Serving serving && serving.newerFails() != null) {
      LOG.errorf(
          "model=%s keeps serving because a newer version cannot: %s; retrying",
          serving.model(), serving.newerFails());
    } else if (next instanceof LoadingState.Serving serving) {
      LOG.infof("model=%s is served by %s", serving.model(), serving.engine());
    } else {
      LOG.infof("model state=%s", next);
    }
  }

  @Override
  public void close() {
    closed = true;
    loader.close();
    thread.interrupt();
  }
}
