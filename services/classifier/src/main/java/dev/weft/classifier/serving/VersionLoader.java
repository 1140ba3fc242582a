package dev.weft.classifier.serving;

import dev.weft.base.DaemonThreads;
import dev.weft.base.LoadPriority;
import dev.weft.classifier.inflight.AnswerUncertainty;
import dev.weft.classifier.inflight.ServingModel;
import dev.weft.classifier.loadcheck.CheckProcess;
import dev.weft.classifier.loadcheck.CheckRequest;
import dev.weft.classifier.loadcheck.LoadGuard;
import dev.weft.events.ModelRef;
import dev.weft.modelstore.BundleCorruptException;
import dev.weft.modelstore.GoldenCase;
import dev.weft.modelstore.ModelBundle;
import dev.weft.modelstore.ModelFiles;
import dev.weft.modelstore.ModelManifest;
import dev.weft.modelstore.ModelStore;
import dev.weft.modelstore.reference.FeatureBinning;
import dev.weft.modelstore.uncertainty.UncertaintyRules;
import dev.weft.xception.engine.Engine;
import dev.weft.xception.engine.EngineException;
import dev.weft.xception.engine.EngineOptions;
import dev.weft.xception.engine.GoldenCheck;
import dev.weft.xception.engine.load.Engines;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Consumer;
import org.jboss.logging.Logger;

/**
 * Loads one version: reads its manifest, estimates its memory, downloads each file and verifies its
 * checksum; then a child process parses the graph and runs the engine's golden check, and finally
 * this process does, which also warms it up. Each step has a time limit.
 */
final class VersionLoader implements AutoCloseable {

  private static final Logger LOG = Logger.getLogger("dev.weft.classifier");
  private static final long MIB = 1L << 20;

  private final ModelStore store;
  private final ModelChoice choice;
  private final LoadGuard guard;
  private final EngineLoader engines;
  private final LoadOptions options;
  private ModelRef underWay;
  private CompletableFuture<ServingModel> abandoned = CompletableFuture.completedFuture(null);

  /** Signature of {@link Engines#load(ModelFiles, GoldenCase, EngineOptions, LoadPriority)}. */
  interface EngineLoader {
    Engine load(ModelFiles files, GoldenCase golden, EngineOptions options, LoadPriority priority);
  }

  VersionLoader(ModelStore store, ModelChoice choice, LoadGuard guard) {
    this(store, choice, guard, Engines::load, new LoadOptions(choice));
  }

  /**
   * @param engines loads engines in this process
   * @param options which engines may be loaded
   */
  VersionLoader(
      ModelStore store,
      ModelChoice choice,
      LoadGuard guard,
      EngineLoader engines,
      LoadOptions options) {
    this.store = store;
    this.choice = choice;
    this.guard = guard;
    this.engines = engines;
    this.options = options;
    LoadPriority.prepare();
  }

  /**
   * Loads a version beside others; never throws because of a bundle's content. Other models' loads
   * wait only while this process loads the engine.
   *
   * @param naming the decision that asks for it, by which attempts are counted
   * @param alone whether no version serves in this process yet
   * @param memory shared with other models; if nothing is loaded, any size is tried
   * @param taker receives the result before another version is loaded
   */
  void load(
      int version, String naming, boolean alone, SharedMemory memory, Consumer<LoadResult> taker)
      throws InterruptedException {
    var ref = new ModelRef(choice.name(), version);
    var prepared = prepare(ref, naming, alone, memory);
    if (prepared.failure() != null) {
      taker.accept(prepared.failure());
      return;
    }
    memory.exclusively(() -> taker.accept(loadHere(prepared.bundle(), naming, memory)));
  }

  /**
   * A version whose files are downloaded and which may be loaded in this process.
   *
   * @param bundle null if there is a failure
   * @param failure null if there is none
   */
  private record Prepared(ModelBundle bundle, LoadResult failure) {
    static Prepared not(LoadResult why) {
      return new Prepared(null, why);
    }
  }

  private Prepared prepare(ModelRef ref, String naming, boolean alone, SharedMemory memory)
      throws InterruptedException {
    try {
      Optional<ModelManifest> manifest = store.manifest(ref.name(), ref.version());
      if (manifest.isEmpty()) {
        return Prepared.not(
            new LoadResult.Failed("version " + ref.version() + " is not in the store"));
      }
      Optional<LoadResult> tooLarge = tooLarge(manifest.get(), memory);
      if (tooLarge.isPresent()) {
        return Prepared.not(tooLarge.get());
      }
      LoadPriority priority = priority(memory.residentBytes());
      var bundle =
          store.fetch(ref.name(), ref.version(), choice.cache(), choice.maxBundleBytes(), priority);
      LoadResult failure =
          isToBeChecked(ref, bundle, alone) ? check(ref, naming, bundle, priority) : null;
      return new Prepared(bundle, failure);
    } catch (Exception | LinkageError | OutOfMemoryError e) {
      if (e instanceof InterruptedException interrupted) {
        throw interrupted;
      }
      return Prepared.not(result(ref, e));
    }
  }

  private static LoadResult result(ModelRef ref, Throwable e) {
    boolean refused = e instanceof BundleCorruptException || e instanceof EngineException;
    LOG.debugf(e, refused ? "model=%s is rejected" : "cannot load model=%s", ref);
    // An exception of the program itself may have no message, and then its class says more.
    String message = e.getMessage() == null ? e.toString() : e.getMessage();
    String reason = "version " + ref.version() + ": " + message;
    return refused ? new LoadResult.Refused(reason) : new LoadResult.Failed(reason);
  }

  private static LoadPriority priority(long heldBytes) {
    return heldBytes == 0 ? LoadPriority.FOREGROUND : LoadPriority.BACKGROUND;
  }

  /**
   * Whether to check it in a child process. Not if it was loaded here before; nor if it is the
   * first version of a new replica: a crash would be recorded, and lose no answers. A crash of
   * OpenVINO, which is optional, must not end this process even then, and is not risked again after
   * a failed load.
   */
  private boolean isToBeChecked(ModelRef ref, ModelBundle bundle, boolean alone) {
    var past = guard.history().past(ref);
    if (!guard.limits().check() || past.isGood(options.content(bundle))) {
      return false;
    }
    if (past.failures() > 0) {
      options.leaveOutOpenVino();
    }
    boolean first = past.failures() == 0 && guard.history().served(ref.name()).isEmpty();
    return !(alone && first) || options.hasOpenVino();
  }

  private CheckProcess.Outcome check(
      ModelBundle bundle, EngineOptions engines, LoadPriority priority)
      throws InterruptedException {
    var manifest = bundle.manifest();
    var request =
        new CheckRequest(
            bundle.files(),
            bundle.golden(),
            engines,
            FeatureProjections.hasReference(manifest),
            priority == LoadPriority.BACKGROUND);
    return guard.check().check(request, MemoryEstimate.bytes(manifest, engines));
  }

  /** Checks it in a child process; null if it may be loaded here. */
  private LoadResult check(ModelRef ref, String naming, ModelBundle bundle, LoadPriority priority)
      throws InterruptedException {
    var outcome = check(bundle, options.engines(), priority);
    var without = options.enginesWithoutOpenVino();
    if (without.isPresent() && isToBeCheckedAgain(ref, outcome)) {
      outcome = check(bundle, without.get(), priority);
      if (outcome instanceof CheckProcess.Outcome.Passed) {
        options.leaveOutOpenVino();
      }
    }
    String version = "version " + ref.version() + ": ";
    if (outcome instanceof CheckProcess.Outcome.Refused refused) {
      return new LoadResult.Refused(version + refused.reason());
    } else if (outcome instanceof CheckProcess.Outcome.Failed failed) {
      return new LoadResult.Failed(version + failed.reason());
    } else if (outcome instanceof CheckProcess.Outcome.Crashed crashed) {
      guard.history().failed(ref, naming, version + crashed.reason());
      return new LoadResult.Crashed(version + crashed.reason());
    }
    var passed = (CheckProcess.Outcome.Passed) outcome;
    LOG.infof(
        "model=%s passed its check in a separate process in %d ms, using %d MiB of memory",
        ref, passed.took().toMillis(), passed.peakBytes() / MIB);
    return null;
  }

  /** Whether it crashed, or took more memory than there is, which may be due to OpenVINO. */
  private static boolean isToBeCheckedAgain(ModelRef ref, CheckProcess.Outcome outcome) {
    String reason;
    if (outcome instanceof CheckProcess.Outcome.Crashed crashed) {
      reason = crashed.reason();
    } else if (outcome instanceof CheckProcess.Outcome.Failed failed) {
      reason = failed.reason();
    } else {
      return false;
    }
    LOG.warnf("model=%s is checked again without OpenVINO: %s", ref, reason);
    return true;
  }

  /**
   * Loads it in this process. The attempt is recorded in advance, since this process may not
   * survive it.
   */
  private LoadResult loadHere(ModelBundle bundle, String naming, SharedMemory memory) {
    var ref = new ModelRef(bundle.manifest().name(), bundle.manifest().version());
    Optional<LoadResult> tooLarge = tooLarge(bundle.manifest(), memory);
    if (tooLarge.isPresent()) {
      return tooLarge.get();
    }
    LoadPriority priority = priority(memory.residentBytes());
    if (!abandoned.isDone()) {
      return new LoadResult.Failed(
          "version %d: an earlier load has not finished yet; restart the process to end it"
              .formatted(ref.version()));
    }
    begin(ref, naming);
    var loading = new CompletableFuture<ServingModel>();
    start(() -> loading.complete(load(ref, bundle, priority)), loading);
    try {
      var model = loading.get(guard.limits().timeout().toNanos(), TimeUnit.NANOSECONDS);
      String engine = model.engine().info().name();
      end(() -> guard.history().loaded(ref, options.content(bundle), engine));
      return new LoadResult.Ready(model);
    } catch (ExecutionException e) {
      end(() -> guard.history().withdrawn(ref));
      return result(ref, e.getCause());
    } catch (TimeoutException e) {
      abandon(loading);
      String reason =
          "version %d: loading did not finish within %s in the serving process (weft.classifier.loading.timeout)"
              .formatted(ref.version(), guard.limits().timeout());
      end(() -> guard.history().failed(ref, naming, reason));
      return new LoadResult.Crashed(reason);
    } catch (InterruptedException e) {
      abandon(loading);
      end(() -> guard.history().withdrawn(ref));
      Thread.currentThread().interrupt();
      return new LoadResult.Failed("version " + ref.version() + ": loading was interrupted");
    }
  }

  private static void start(Runnable load, CompletableFuture<ServingModel> loading) {
    DaemonThreads.start(
        "weft-model-load",
        () -> {
          try {
            load.run();
          } catch (Throwable e) {
            loading.completeExceptionally(e);
          }
        });
  }

  /** Abandons a load, which cannot be interrupted in native code; its result is discarded. */
  private void abandon(CompletableFuture<ServingModel> loading) {
    abandoned = loading;
    loading.whenComplete(
        (model, failure) -> {
          if (model != null) {
            model.engine().close();
          }
        });
  }

  private synchronized void begin(ModelRef ref, String naming) {
    guard.history().begins(ref, naming);
    underWay = ref;
  }

  private synchronized void end(Runnable outcome) {
    if (underWay != null) {
      underWay = null;
      outcome.run();
    }
  }

  /** An orderly shutdown does not count as a failure of the version being loaded. */
  @Override
  public void close() {
    ModelRef left = underWay();
    end(() -> guard.history().withdrawn(left));
  }

  private synchronized ModelRef underWay() {
    return underWay;
  }

  private Optional<LoadResult> tooLarge(ModelManifest manifest, SharedMemory memory) {
    long need = MemoryEstimate.bytes(manifest, options.engines());
    return memory.tooLarge(manifest.version(), need, choice.memoryBytes());
  }

  private ServingModel load(ModelRef ref, ModelBundle bundle, LoadPriority priority) {
    var manifest = bundle.manifest();
    var allowed = options.engines();
    var past = guard.history().past(ref);
    if (past.engine() != null && options.content(bundle).equals(past.good())) {
      Engines.expectFastest(past.engine(), bundle.files(), allowed);
    }
    var rules = rules(bundle);
    var engine = engines.load(bundle.files(), bundle.golden(), allowed, priority);
    try {
      return new ServingModel(
          ref,
          manifest.classes(),
          manifest.preprocessing(),
          engine,
          allowed.maxBatch(),
          priority.call(() -> binning(bundle, rules, engine)),
          rules.map(AnswerUncertainty::by).orElseGet(AnswerUncertainty::unreported),
          priority.call(() -> FeatureProjections.of(bundle, rules)));
    } catch (RuntimeException e) {
      engine.close();
      throw e;
    }
  }

  /** The rules of its bundle; bundles of earlier releases have none. */
  private static Optional<UncertaintyRules> rules(ModelBundle bundle) {
    int classes = bundle.manifest().classes().size();
    if (!bundle.manifest().files().containsKey(UncertaintyRules.FILE)) {
      return Optional.empty();
    }
    Path file = bundle.directory().resolve(UncertaintyRules.FILE);
    try {
      var rules = UncertaintyRules.read(file);
      if (rules.hasScore() && rules.knownRows() != classes) {
        throw new BundleCorruptException(
            "%s has rows for %d classes, but the version has %d"
                .formatted(file, rules.knownRows(), classes));
      }
      return Optional.of(rules);
    } catch (IOException e) {
      throw new UncheckedIOException("cannot read " + file, e);
    }
  }

  /** Verified here, so that a graph whose features do not fit is not discovered by images. */
  private static Optional<FeatureBinning> binning(
      ModelBundle bundle, Optional<UncertaintyRules> rules, Engine engine) {
    var manifest = bundle.manifest();
    boolean hasScore = rules.map(UncertaintyRules::hasScore).orElse(false);
    boolean hasReference = FeatureProjections.hasReference(manifest);
    if (!hasReference && !hasScore) {
      return Optional.empty();
    }
    Optional<FeatureBinning> binning =
        hasReference ? Optional.of(manifest.reference().features().binning()) : Optional.empty();
    try {
      float[] features =
          engine.inferWithFeatures(GoldenCheck.images(bundle.files(), 1), 1).features()[0];
      binning.ifPresent(bins -> bins.bins(features));
      rules.ifPresent(found -> found.score(features));
    } catch (EngineException | IllegalArgumentException | UnsupportedOperationException e) {
      throw new EngineException("its pooled features are unusable: " + e.getMessage(), e);
    }
    return binning;
  }
}
