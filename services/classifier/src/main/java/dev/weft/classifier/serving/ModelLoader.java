package dev.weft.classifier.serving;

import dev.weft.classifier.pipeline.Backoff;
import dev.weft.classifier.pipeline.ServingModel;
import dev.weft.events.ModelRef;
import dev.weft.modelstore.ModelBundle;
import dev.weft.modelstore.ModelStore;
import dev.weft.xception.engine.EngineOptions;
import dev.weft.xception.engine.EngineReport;
import dev.weft.xception.engine.Engines;
import java.time.Duration;
import java.util.OptionalInt;
import java.util.concurrent.ThreadLocalRandom;
import java.util.function.Consumer;
import org.jboss.logging.Logger;

/**
 * Brings the first model to serve, on a thread of its own: waits until it is published, fetches it
 * (every file checked against its manifest), loads it (checked against its golden case, and warm
 * after that), and hands it on. What fails is reported and tried again.
 */
public final class ModelLoader implements AutoCloseable {

  private static final Logger LOG = Logger.getLogger("dev.weft.classifier");

  /** The longest pause after failures, in pauses of those who wait for a version. */
  private static final int SLOWEST = 60;

  private final ModelStore store;
  private final ModelChoice choice;
  private final Consumer<ServingModel> loaded;
  private final Thread thread = new Thread(this::run, "weft-model");
  private volatile ModelState state;
  private volatile boolean closed;

  /**
   * @param loaded is given the model once, on the loader's thread, and closes its engine in the end
   */
  public ModelLoader(ModelStore store, ModelChoice choice, Consumer<ServingModel> loaded) {
    this.store = store;
    this.choice = choice;
    this.loaded = loaded;
    this.state = new ModelState.Awaited(choice.toString());
    LOG.infof("model=%s is looked for", choice);
    thread.setDaemon(true);
  }

  public void start() {
    thread.start();
  }

  /** How far it is. Any thread. */
  public ModelState state() {
    return state;
  }

  private void run() {
    try {
      int failures = 0;
      while (!tryOnce()) {
        failures = state instanceof ModelState.Failed ? failures + 1 : 0;
        Thread.sleep(pause(failures).toMillis());
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private Duration pause(int failures) {
    return failures == 0
        ? choice.lookAgain()
        : new Backoff(choice.lookAgain(), choice.lookAgain().multipliedBy(SLOWEST))
            .delay(failures, ThreadLocalRandom.current());
  }

  private boolean tryOnce() {
    try {
      OptionalInt version = version();
      if (version.isEmpty()) {
        become(new ModelState.Awaited(choice.toString()));
        return false;
      }
      var ref = new ModelRef(choice.name(), version.getAsInt());
      if (!(state instanceof ModelState.Failed)) {
        become(new ModelState.Loading(ref));
      }
      var model = load(ref);
      if (closed) {
        model.engine().close();
        return true;
      }
      loaded.accept(model);
      become(new ModelState.Serving(ref, model.engine().info()));
      return true;
    } catch (RuntimeException | LinkageError | OutOfMemoryError e) {
      if (closed) {
        return true;
      }
      become(new ModelState.Failed(choice.toString(), String.valueOf(e.getMessage())));
      LOG.debugf(e, "model=%s could not be loaded", choice);
      return false;
    }
  }

  private OptionalInt version() {
    if (choice.version() == 0) {
      return store.newest(choice.name());
    }
    return store.manifest(choice.name(), choice.version()).isPresent()
        ? OptionalInt.of(choice.version())
        : OptionalInt.empty();
  }

  private ServingModel load(ModelRef ref) {
    ModelBundle bundle = store.fetch(ref.name(), ref.version(), choice.cache());
    int maxBatch = maxBatch();
    var options = new EngineOptions(choice.engine(), choice.threads(), maxBatch, 0);
    var engine = Engines.load(bundle.files(), bundle.golden(), options);
    var manifest = bundle.manifest();
    return new ServingModel(ref, manifest.classes(), manifest.preprocessing(), engine, maxBatch);
  }

  private int maxBatch() {
    if (choice.maxBatch() > 0) {
      return choice.maxBatch();
    }
    String engine =
        choice.engine().equals("auto")
            ? Engines.available().stream()
                .filter(EngineReport::usable)
                .map(EngineReport::engine)
                .findFirst()
                .orElse("")
            : choice.engine();
    return engine.endsWith("-cuda") ? ModelChoice.GPU_BATCH : ModelChoice.CPU_BATCH;
  }

  private void become(ModelState next) {
    if (next.equals(state)) {
      return;
    }
    state = next;
    if (next instanceof ModelState.Failed failed) {
      LOG.errorf("model=%s cannot serve: %s; trying again", failed.model(), failed.reason());
    } else if (next instanceof ModelState.Serving serving) {
      LOG.infof("model=%s serves on engine=%s", serving.model(), serving.engine());
    } else {
      LOG.infof("model state=%s", next);
    }
  }

  /** Ends the loading; a model that was handed on is not touched. */
  @Override
  public void close() {
    closed = true;
    thread.interrupt();
  }
}
