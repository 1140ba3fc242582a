package dev.weft.xception.engine.onnx;

import static dev.weft.testsupport.Patience.PATIENCE;
import static org.assertj.core.api.Assertions.assertThat;

import dev.weft.xception.engine.Engine;
import dev.weft.xception.engine.EngineException;
import dev.weft.xception.engine.EngineInfo;
import dev.weft.xception.engine.LoadingTurn;
import java.nio.FloatBuffer;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.logging.Handler;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(300)
class CoreSharingEngineTest {

  private static final FloatBuffer IMAGES = FloatBuffer.allocate(0);

  private final Fake whole = new Fake(1);
  private final Fake share = new Fake(2);
  private final LoadingTurn turn = new LoadingTurn(Duration.ofMinutes(10));

  @Test
  void callsThatAreAloneRunOnAllCores() {
    try (Engine engine = new CoreSharingEngine(whole, () -> share, turn)) {
      assertThat(answer(engine)).isEqualTo(1);
      assertThat(answer(engine)).isEqualTo(1);
    }
    assertThat(share.closed).as("was never loaded").isFalse();
  }

  @Test
  void callsThatOverlapRunOnAShareOnceItIsLoaded() throws Exception {
    try (Engine engine = new CoreSharingEngine(whole, () -> share, turn)) {
      var first = blockedCall(engine);
      while (answer(engine) != 2) {
        Thread.onSpinWait();
      }
      whole.gate.countDown();
      assertThat(first.get(PATIENCE.toSeconds(), TimeUnit.SECONDS)).isEqualTo(1);
      assertThat(answer(engine)).as("alone again").isEqualTo(1);
    }
    assertThat(whole.closed).isTrue();
    assertThat(share.closed).isTrue();
  }

  @Test
  void callsThatMeetByChanceDoNotLoadAShare() throws Exception {
    var loaded = new AtomicBoolean();
    try (Engine engine =
        new CoreSharingEngine(
            whole,
            () -> {
              loaded.set(true);
              return share;
            },
            turn)) {
      var first = blockedCall(engine);
      assertThat(answer(engine)).as("meets the first").isEqualTo(1);
      whole.gate.countDown();
      first.get(PATIENCE.toSeconds(), TimeUnit.SECONDS);
      assertThat(turn.begin()).as("nothing is being loaded").isPresent();
      assertThat(loaded).isFalse();
    }
  }

  @Test
  void aShareIsNotLoadedWhileAnotherModelIs() throws Exception {
    try (Engine engine = new CoreSharingEngine(whole, () -> share, turn)) {
      var first = blockedCall(engine);
      var anothers = turn.begin().orElseThrow();
      for (int call = 0; call < 20; call++) {
        assertThat(answer(engine)).as("overlaps").isEqualTo(1);
      }
      anothers.close();
      while (answer(engine) != 2) {
        Thread.onSpinWait();
      }
      whole.gate.countDown();
      assertThat(first.get(PATIENCE.toSeconds(), TimeUnit.SECONDS)).isEqualTo(1);
    }
  }

  @Test
  void aShareThatCannotBeLoadedIsDoneWithout() throws Exception {
    var tried = new CountDownLatch(1);
    try (Engine engine =
        new CoreSharingEngine(
            whole,
            () -> {
              tried.countDown();
              throw new EngineException("no memory");
            },
            turn)) {
      var first = blockedCall(engine);
      while (!tried.await(1, TimeUnit.MILLISECONDS)) {
        assertThat(answer(engine)).isEqualTo(1);
      }
      assertThat(answer(engine)).isEqualTo(1);
      whole.gate.countDown();
      assertThat(first.get(PATIENCE.toSeconds(), TimeUnit.SECONDS)).isEqualTo(1);
    }
  }

  @Test
  void closingWhileAShareIsComparedSaysNothing() throws Exception {
    var begun = new CountDownLatch(1);
    var said = new CopyOnWriteArrayList<LogRecord>();
    var log = Logger.getLogger(CoreSharingEngine.class.getName());
    var handler = new Collecting(said);
    log.addHandler(handler);
    try {
      Engine engine =
          new CoreSharingEngine(
              whole,
              () -> {
                begun.countDown();
                while (!whole.closed) {
                  Thread.onSpinWait();
                }
                whole.infer(IMAGES, 1);
                return share;
              },
              turn);
      var first = blockedCall(engine);
      while (!begun.await(1, TimeUnit.MILLISECONDS)) {
        assertThat(answer(engine)).isEqualTo(1);
      }
      whole.gate.countDown();
      assertThat(first.get(PATIENCE.toSeconds(), TimeUnit.SECONDS)).isEqualTo(1);
      engine.close();
    } finally {
      log.removeHandler(handler);
    }
    assertThat(turn.begin()).as("the turn was given back").isPresent();
    assertThat(said).extracting(LogRecord::getMessage).isEmpty();
  }

  private static final class Collecting extends Handler {
    private final List<LogRecord> said;

    private Collecting(List<LogRecord> said) {
      this.said = said;
    }

    @Override
    public void publish(LogRecord line) {
      said.add(line);
    }

    @Override
    public void flush() {}

    @Override
    public void close() {}
  }

  /** Starts a call that blocks until the gate opens. */
  private CompletableFuture<Integer> blockedCall(Engine engine) throws InterruptedException {
    whole.blocks.set(true);
    var call = onItsOwnThread(engine);
    assertThat(whole.entered.await(PATIENCE.toSeconds(), TimeUnit.SECONDS)).isTrue();
    whole.blocks.set(false);
    return call;
  }

  /**
   * Runs a call on a new thread. The common pool may have a single thread, which the first of two
   * calls would occupy.
   */
  private static CompletableFuture<Integer> onItsOwnThread(Engine engine) {
    return CompletableFuture.supplyAsync(() -> answer(engine), work -> new Thread(work).start());
  }

  private static int answer(Engine engine) {
    return (int) engine.infer(IMAGES, 1)[0][0];
  }

  /** Returns its number, and blocks at its gate if it is told to. */
  private static final class Fake implements Engine {
    private final int number;
    private final AtomicBoolean blocks = new AtomicBoolean();
    private final CountDownLatch entered = new CountDownLatch(1);
    private final CountDownLatch gate = new CountDownLatch(1);
    private volatile boolean closed;

    Fake(int number) {
      this.number = number;
    }

    @Override
    public EngineInfo info() {
      return new EngineInfo("fake", "1", "test", 2);
    }

    @Override
    public float[][] infer(FloatBuffer images, int n) {
      if (closed) {
        throw new EngineException("The engine fake is closed");
      }
      if (blocks.get()) {
        entered.countDown();
        try {
          gate.await();
        } catch (InterruptedException e) {
          throw new EngineException("interrupted", e);
        }
      }
      return new float[][] {{number}};
    }

    @Override
    public void close() {
      closed = true;
    }
  }
}
