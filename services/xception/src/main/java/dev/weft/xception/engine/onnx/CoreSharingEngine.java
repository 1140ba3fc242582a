package dev.weft.xception.engine.onnx;

import dev.weft.base.DaemonThreads;
import dev.weft.xception.engine.Engine;
import dev.weft.xception.engine.EngineInfo;
import dev.weft.xception.engine.EngineOutput;
import dev.weft.xception.engine.LoadingTurn;
import dev.weft.xception.engine.MeasuredOutput;
import dev.weft.xception.engine.SharedCores;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.nio.FloatBuffer;
import java.util.concurrent.CompletableFuture;
import java.util.function.Function;
import java.util.function.Supplier;

/**
 * Loads one model in two sessions on the same cores. Calls run one after the other on all cores,
 * for the lowest latency. If more than a third of the recent calls in the process overlap, they run
 * side by side on a share of the cores each, for the highest throughput, since the threads of one
 * call do not wait for those of another. Next to a broker and a decoder this is 11 % faster on two
 * cores.
 *
 * <p>The session for a share of the cores is loaded on a separate thread once two thirds of the
 * recent calls overlap, while no other model is being loaded, and is used after it has given the
 * same logits for the golden input. Occasional overlaps do not justify the cost of loading it. If
 * it cannot be loaded, the first session keeps serving alone.
 */
final class CoreSharingEngine implements Engine {

  /** Number of concurrent calls that improve throughput. */
  static final int OVERLAPPING = 2;

  /** Share of calls that overlap from which calls run side by side. */
  private static final double BUSY = 0.35;

  /** Share of calls that overlap for which a session is loaded; eight in a row reach it. */
  private static final double BACKLOG = 0.65;

  private static final Logger LOG = System.getLogger(CoreSharingEngine.class.getName());

  private final Engine whole;
  private final Supplier<Engine> share;
  private final SharedCores cores;
  private final LoadingTurn turn;

  private CompletableFuture<Engine> onShare;
  private boolean closed;

  /**
   * @param whole runs on all cores; has passed the golden check before this engine serves
   * @param share loads and checks the session that runs on a share of the cores
   * @param cores the calls of all models on these cores
   * @param turn the lock for loading
   */
  CoreSharingEngine(Engine whole, Supplier<Engine> share, SharedCores cores, LoadingTurn turn) {
    this.whole = whole;
    this.share = share;
    this.cores = cores;
    this.turn = turn;
  }

  @Override
  public EngineInfo info() {
    return whole.info();
  }

  @Override
  public int calls() {
    return OVERLAPPING;
  }

  @Override
  public float[][] infer(FloatBuffer images, int n) {
    return call(engine -> engine.infer(images, n));
  }

  @Override
  public float[][] features(FloatBuffer images, int n) {
    return call(engine -> engine.features(images, n));
  }

  @Override
  public EngineOutput inferWithFeatures(FloatBuffer images, int n) {
    return call(engine -> engine.inferWithFeatures(images, n));
  }

  @Override
  public MeasuredOutput measure(FloatBuffer images, int n, boolean withFeatures) {
    return call(engine -> engine.measure(images, n, withFeatures));
  }

  @Override
  public long residentBytes() {
    return OVERLAPPING * whole.residentBytes();
  }

  private <T> T call(Function<Engine, T> work) {
    try (var call = cores.begin()) {
      Engine engine = engine(call.overlapping());
      return engine == whole ? cores.inTurn(() -> work.apply(whole)) : work.apply(engine);
    }
  }

  private synchronized Engine engine(double overlapping) {
    if (onShare == null && overlapping > BACKLOG && !closed) {
      turn.begin().ifPresent(mine -> onShare = load(mine));
    }
    return onShare == null || overlapping < BUSY || closed ? whole : onShare.getNow(whole);
  }

  private CompletableFuture<Engine> load(LoadingTurn.Held mine) {
    CompletableFuture<Engine> loading = new CompletableFuture<>();
    DaemonThreads.start("weft-engine-share", () -> loading.complete(shareOrWhole(mine)));
    return loading;
  }

  @SuppressWarnings("try") // the lock is only held
  private Engine shareOrWhole(LoadingTurn.Held mine) {
    try (mine) {
      return share.get();
    } catch (RuntimeException | LinkageError | OutOfMemoryError e) {
      // The comparison fails if the model is being closed.
      LOG.log(
          isClosed() ? Level.DEBUG : Level.WARNING,
          "overlapping calls share one session: " + e.getMessage(),
          e);
      return whole;
    }
  }

  private synchronized boolean isClosed() {
    return closed;
  }

  /** A load in progress ends when it next uses the other session, which is closed. */
  @Override
  public void close() {
    CompletableFuture<Engine> loaded;
    synchronized (this) {
      closed = true;
      loaded = onShare;
    }
    // Calls that wait for all cores still get them. Other models do not wait for the close itself.
    cores.inTurn(() -> null);
    whole.close();
    if (loaded != null) {
      loaded.join().close();
    }
  }
}
