package dev.weft.xception.engine.onnx;

import static dev.weft.testsupport.TestTimeout.TIMEOUT;
import static org.assertj.core.api.Assertions.assertThat;

import dev.weft.base.LoadPriority;
import dev.weft.xception.engine.Engine;
import dev.weft.xception.engine.EngineException;
import dev.weft.xception.engine.EngineInfo;
import dev.weft.xception.engine.LoadingTurn;
import dev.weft.xception.engine.MeasuredOutput;
import dev.weft.xception.engine.SharedCores;
import java.nio.FloatBuffer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Predicate;
import java.util.logging.Handler;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(300)
class CoreSharingEngineTest {

  private static final FloatBuffer IMAGES = FloatBuffer.allocate(0);

  private final Fake whole = new Fake(1);
  private final Fake share = new Fake(2);
  private final SharedCores cores = new SharedCores(TIMEOUT);
  private final LoadingTurn turn = new LoadingTurn(Duration.ofMinutes(10));

  @Test
  void callsThatAreAloneRunOnAllCores() {
    try (Engine engine = new CoreSharingEngine(whole, () -> share, cores, turn)) {
      assertThat(answer(engine)).isEqualTo(1);
      assertThat(answer(engine)).isEqualTo(1);
    }
    assertThat(share.closed).as("was never loaded").isFalse();
  }

  @Test
  void callsThatMeetByChanceRunOneAfterTheOtherOnAllCores() throws Exception {
    try (Engine engine = new CoreSharingEngine(whole, () -> share, cores, turn)) {
      var first = blockedCall(engine);
      var second = waitingCall(engine);
      assertThat(second).isNotDone();
      whole.gate.countDown();
      assertThat(result(first)).isEqualTo(1);
      assertThat(result(second)).isEqualTo(1);
      assertThat(turn.begin()).as("nothing is being loaded").isPresent();
    }
    assertThat(whole.mostAtOnce.get()).isEqualTo(1);
    assertThat(share.closed).as("was never loaded").isFalse();
  }

  @Test
  void callsOfTwoModelsRunOneAfterTheOtherAndTheWaitIsNotPartOfTheirTime() throws Exception {
    var other = new Fake(3);
    try (Engine engine = new CoreSharingEngine(whole, () -> share, cores, turn);
        Engine another = new CoreSharingEngine(other, () -> share, cores, turn)) {
      var first = blockedCall(engine);
      var second = new CompletableFuture<MeasuredOutput>();
      long begun = System.nanoTime();
      Thread thread = new Thread(() -> second.complete(another.measure(IMAGES, 1, false)));
      thread.start();
      while (thread.getState() != Thread.State.TIMED_WAITING) {
        Thread.onSpinWait();
      }
      Thread.sleep(50);
      whole.gate.countDown();
      assertThat(result(first)).isEqualTo(1);
      MeasuredOutput measured = second.get(TIMEOUT.toSeconds(), TimeUnit.SECONDS);
      assertThat(measured.output().logits()[0][0]).isEqualTo(3);
      double all = (System.nanoTime() - begun) / 1e9;
      assertThat(measured.seconds()).isBetween(0.0, all - 0.05);
    }
  }

  @Test
  void aCallThatHangsIsNotWaitedForForEver() throws Exception {
    SharedCores impatient = new SharedCores(Duration.ofMillis(20));
    var other = new Fake(3);
    try (Engine engine = new CoreSharingEngine(whole, () -> share, impatient, turn);
        Engine another = new CoreSharingEngine(other, () -> share, impatient, turn)) {
      var first = blockedCall(engine);
      assertThat(answer(another)).isEqualTo(3);
      assertThat(first).isNotDone();
      whole.gate.countDown();
      assertThat(result(first)).isEqualTo(1);
    }
  }

  @Test
  void callsOfLowPriorityNeitherWaitNorAreWaitedFor() throws Exception {
    var other = new Fake(3);
    try (Engine engine = new CoreSharingEngine(whole, () -> share, cores, turn);
        Engine another = new CoreSharingEngine(other, () -> share, cores, turn)) {
      var first = blockedCall(engine);
      assertThat(LoadPriority.BACKGROUND.<Integer>call(() -> answer(another))).isEqualTo(3);
      assertThat(first).isNotDone();
      whole.gate.countDown();
      assertThat(result(first)).isEqualTo(1);
    }
  }

  @Test
  void closingWaitsForCallsThatWaitForTheirTurn() throws Exception {
    Engine engine = new CoreSharingEngine(whole, () -> share, cores, turn);
    var first = blockedCall(engine);
    var second = waitingCall(engine);
    Thread closing = new Thread(engine::close);
    closing.start();
    while (closing.isAlive() && closing.getState() != Thread.State.TIMED_WAITING) {
      Thread.onSpinWait();
    }
    whole.gate.countDown();
    assertThat(result(first)).isEqualTo(1);
    assertThat(result(second)).isEqualTo(1);
    closing.join();
    assertThat(whole.closed).isTrue();
  }

  @Test
  void callsOfABacklogRunOnAShareOnceItIsLoaded() throws Exception {
    try (Engine engine = new CoreSharingEngine(whole, () -> share, cores, turn)) {
      var first = blockedCall(engine);
      var waiting = callsUntil(engine, call -> answersSoon(call, 2));
      waiting.remove(waiting.size() - 1);
      whole.gate.countDown();
      assertThat(result(first)).isEqualTo(1);
      for (var call : waiting) {
        assertThat(result(call)).isEqualTo(1);
      }
      assertThat(answer(engine)).as("in a gap of the backlog").isEqualTo(2);
      assertThat(answers(engine, 20).get(19)).as("alone again").isEqualTo(1);
    }
    assertThat(whole.closed).isTrue();
    assertThat(share.closed).isTrue();
    assertThat(whole.mostAtOnce.get()).isEqualTo(1);
  }

  @Test
  void aShareIsNotLoadedWhileAnotherModelIs() throws Exception {
    try (Engine engine = new CoreSharingEngine(whole, () -> share, cores, turn)) {
      var first = blockedCall(engine);
      var anothers = turn.begin().orElseThrow();
      List<CompletableFuture<Integer>> waiting = new ArrayList<>();
      for (int call = 0; call < 20; call++) {
        waiting.add(waitingCall(engine));
      }
      anothers.close();
      waiting.addAll(callsUntil(engine, call -> answersSoon(call, 2)));
      waiting.remove(waiting.size() - 1);
      assertThat(waiting).as("overlap, without a share").noneMatch(CompletableFuture::isDone);
      whole.gate.countDown();
      assertThat(result(first)).isEqualTo(1);
      for (var call : waiting) {
        assertThat(result(call)).isEqualTo(1);
      }
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
            cores,
            turn)) {
      var first = blockedCall(engine);
      var waiting = callsUntil(engine, call -> isOver(tried));
      waiting.add(waitingCall(engine));
      whole.gate.countDown();
      assertThat(result(first)).isEqualTo(1);
      for (var call : waiting) {
        assertThat(result(call)).isEqualTo(1);
      }
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
              cores,
              turn);
      var first = blockedCall(engine);
      var waiting = callsUntil(engine, call -> isOver(begun));
      whole.gate.countDown();
      assertThat(result(first)).isEqualTo(1);
      for (var call : waiting) {
        assertThat(result(call)).isEqualTo(1);
      }
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
    var call = new CompletableFuture<Integer>();
    start(engine, call);
    assertThat(whole.entered.await(TIMEOUT.toSeconds(), TimeUnit.SECONDS)).isTrue();
    whole.blocks.set(false);
    return call;
  }

  /** Starts a call, and returns once it waits for another one. */
  private static CompletableFuture<Integer> waitingCall(Engine engine) {
    var call = new CompletableFuture<Integer>();
    Thread thread = start(engine, call);
    while (!call.isDone() && thread.getState() != Thread.State.TIMED_WAITING) {
      Thread.onSpinWait();
    }
    return call;
  }

  private static Thread start(Engine engine, CompletableFuture<Integer> call) {
    Thread thread = new Thread(() -> call.complete(answer(engine)));
    thread.start();
    return thread;
  }

  /** Starts calls until one is as wanted, and returns all of them. */
  private static List<CompletableFuture<Integer>> callsUntil(
      Engine engine, Predicate<CompletableFuture<Integer>> wanted) {
    List<CompletableFuture<Integer>> calls = new ArrayList<>();
    CompletableFuture<Integer> last;
    do {
      last = new CompletableFuture<>();
      calls.add(last);
      start(engine, last);
    } while (!wanted.test(last));
    return calls;
  }

  private static boolean answersSoon(CompletableFuture<Integer> call, int answer) {
    try {
      return call.get(20, TimeUnit.MILLISECONDS) == answer;
    } catch (TimeoutException e) {
      return false;
    } catch (InterruptedException | ExecutionException e) {
      throw new AssertionError(e);
    }
  }

  private static boolean isOver(CountDownLatch latch) {
    try {
      return latch.await(20, TimeUnit.MILLISECONDS);
    } catch (InterruptedException e) {
      throw new AssertionError(e);
    }
  }

  private static int result(CompletableFuture<Integer> call) throws Exception {
    return call.get(TIMEOUT.toSeconds(), TimeUnit.SECONDS);
  }

  private static List<Integer> answers(Engine engine, int calls) {
    return Stream.generate(() -> answer(engine)).limit(calls).toList();
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
    private final AtomicInteger atOnce = new AtomicInteger();
    private final AtomicInteger mostAtOnce = new AtomicInteger();
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
      mostAtOnce.accumulateAndGet(atOnce.incrementAndGet(), Math::max);
      try {
        return answer();
      } finally {
        atOnce.decrementAndGet();
      }
    }

    private float[][] answer() {
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
