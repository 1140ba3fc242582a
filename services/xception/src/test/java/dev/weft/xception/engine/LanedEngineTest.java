package dev.weft.xception.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.FloatBuffer;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(30)
class LanedEngineTest {

  private static final FloatBuffer IMAGES = FloatBuffer.allocate(0);

  private final Fake whole = new Fake(1);
  private final Fake share = new Fake(2);
  private final LoadingTurn turn = new LoadingTurn();

  @Test
  void callsThatAreAloneRunOnAllCores() {
    try (Engine engine = new LanedEngine(whole, () -> share, turn)) {
      assertThat(answer(engine)).isEqualTo(1);
      assertThat(answer(engine)).isEqualTo(1);
    }
    assertThat(share.closed).as("was never loaded").isFalse();
  }

  @Test
  void callsThatOverlapRunOnAShareOnceItIsLoaded() throws Exception {
    try (Engine engine = new LanedEngine(whole, () -> share, turn)) {
      var first = blockedCall(engine);
      while (answer(engine) != 2) {
        Thread.onSpinWait();
      }
      whole.gate.countDown();
      assertThat(first.get(10, TimeUnit.SECONDS)).isEqualTo(1);
      assertThat(answer(engine)).as("alone again").isEqualTo(1);
    }
    assertThat(whole.closed).isTrue();
    assertThat(share.closed).isTrue();
  }

  @Test
  void callsThatMeetByChanceDoNotLoadAShare() throws Exception {
    var loaded = new AtomicBoolean();
    try (Engine engine =
        new LanedEngine(
            whole,
            () -> {
              loaded.set(true);
              return share;
            },
            turn)) {
      var first = blockedCall(engine);
      assertThat(answer(engine)).as("meets the first").isEqualTo(1);
      whole.gate.countDown();
      first.get(10, TimeUnit.SECONDS);
      assertThat(turn.begin()).as("nothing is being loaded").isTrue();
      assertThat(loaded).isFalse();
    }
  }

  @Test
  void aShareIsNotLoadedWhileAnotherModelIs() throws Exception {
    try (Engine engine = new LanedEngine(whole, () -> share, turn)) {
      var first = blockedCall(engine);
      assertThat(turn.begin()).as("another model's turn").isTrue();
      for (int call = 0; call < 20; call++) {
        assertThat(answer(engine)).as("overlaps").isEqualTo(1);
      }
      turn.end();
      while (answer(engine) != 2) {
        Thread.onSpinWait();
      }
      whole.gate.countDown();
      assertThat(first.get(10, TimeUnit.SECONDS)).isEqualTo(1);
    }
  }

  @Test
  void theTurnIsGivenBackWhenLoadingFails() {
    assertThatThrownBy(
            () ->
                turn.take(
                    () -> {
                      throw new EngineException("no memory");
                    }))
        .isInstanceOf(EngineException.class);
    assertThat(turn.begin()).isTrue();
  }

  @Test
  void aShareThatCannotBeLoadedIsDoneWithout() throws Exception {
    var tried = new CountDownLatch(1);
    try (Engine engine =
        new LanedEngine(
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
      assertThat(first.get(10, TimeUnit.SECONDS)).isEqualTo(1);
    }
  }

  /** A call that is under way until the gate opens. */
  private CompletableFuture<Integer> blockedCall(Engine engine) throws InterruptedException {
    whole.blocks.set(true);
    var call = onItsOwnThread(engine);
    assertThat(whole.entered.await(10, TimeUnit.SECONDS)).isTrue();
    whole.blocks.set(false);
    return call;
  }

  /** The pool that futures share may have a single thread, which the first of two calls holds. */
  private static CompletableFuture<Integer> onItsOwnThread(Engine engine) {
    return CompletableFuture.supplyAsync(() -> answer(engine), work -> new Thread(work).start());
  }

  private static int answer(Engine engine) {
    return (int) engine.infer(IMAGES, 1)[0][0];
  }

  /** Answers with its number, and waits at its gate while it blocks. */
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
