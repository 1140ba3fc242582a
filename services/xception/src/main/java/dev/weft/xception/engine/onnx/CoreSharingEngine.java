package dev.weft.xception.engine.onnx;

import dev.weft.base.DaemonThreads;
import dev.weft.xception.engine.Engine;
import dev.weft.xception.engine.EngineInfo;
import dev.weft.xception.engine.EngineOutput;
import dev.weft.xception.engine.LoadingTurn;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.nio.FloatBuffer;
import java.util.concurrent.CompletableFuture;
import java.util.function.Function;
import java.util.function.Supplier;

/**
 * One model loaded twice on the same cores: a call that is alone runs on all of them, for the
 * shortest answer; calls that overlap run on a share each, for the most images a second, since a
 * thread of one call never waits for the slowest thread of another's layer. Beside a broker and a
 * decoder the second is 11 % faster on two cores.
 *
 * <p>What overlapping calls need is loaded when {@value #BACKLOG} calls in a row have overlapped
 * and no other model is being loaded, on a thread of its own, and used once it has given the same
 * answers to the golden input: two calls that meet by chance are no backlog, and loading costs more
 * than they do. If it cannot be loaded, the first goes on serving alone.
 */
final class CoreSharingEngine implements Engine {

  /** Calls that may overlap usefully. */
  static final int OVERLAPPING = 2;

  private static final int BACKLOG = 8;

  private static final Logger LOG = System.getLogger(CoreSharingEngine.class.getName());

  private final Engine whole;
  private final Supplier<Engine> share;
  private final LoadingTurn turn;
  private int running;
  private int overlapping;
  private CompletableFuture<Engine> onShare;
  private boolean closed;

  /**
   * @param whole runs on all cores; passes the golden check before this serves
   * @param share loads what runs on a share of the cores, and checks it
   * @param turn at loading
   */
  CoreSharingEngine(Engine whole, Supplier<Engine> share, LoadingTurn turn) {
    this.whole = whole;
    this.share = share;
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
  public long residentBytes() {
    return OVERLAPPING * whole.residentBytes();
  }

  private <T> T call(Function<Engine, T> work) {
    Engine engine = enter();
    try {
      return work.apply(engine);
    } finally {
      leave();
    }
  }

  private synchronized Engine enter() {
    running++;
    overlapping = running == 1 ? 0 : overlapping + 1;
    if (overlapping == 0 || closed) {
      return whole;
    }
    if (onShare == null && overlapping >= BACKLOG) {
      turn.begin().ifPresent(mine -> onShare = load(mine));
    }
    return onShare == null ? whole : onShare.getNow(whole);
  }

  private synchronized void leave() {
    running--;
  }

  private CompletableFuture<Engine> load(LoadingTurn.Held mine) {
    CompletableFuture<Engine> loading = new CompletableFuture<>();
    DaemonThreads.start("weft-engine-share", () -> loading.complete(shareOrWhole(mine)));
    return loading;
  }

  @SuppressWarnings("try") // the turn is only held
  private Engine shareOrWhole(LoadingTurn.Held mine) {
    try (mine) {
      return share.get();
    } catch (RuntimeException | LinkageError | OutOfMemoryError e) {
      // What is compared with a model that is being closed fails for that.
      LOG.log(
          isClosed() ? Level.DEBUG : Level.WARNING,
          "Overlapping calls share one session: " + e.getMessage(),
          e);
      return whole;
    }
  }

  private synchronized boolean isClosed() {
    return closed;
  }

  /** What is being loaded for overlapping calls ends at its next look at the other session. */
  @Override
  public void close() {
    CompletableFuture<Engine> loaded;
    synchronized (this) {
      closed = true;
      loaded = onShare;
    }
    whole.close();
    if (loaded != null) {
      loaded.join().close();
    }
  }
}
