package dev.weft.xception.engine;

import static dev.weft.testsupport.TestTimeout.TIMEOUT;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(300)
class LoadingTurnTest {

  @Test
  void aLoadThatHangsLosesItsTurnToTheNext() throws Exception {
    var turn = new LoadingTurn(Duration.ofMillis(20));
    var begun = new CountDownLatch(1);
    var gate = new CountDownLatch(1);
    var hung =
        CompletableFuture.supplyAsync(
            () ->
                turn.take(
                    () -> {
                      begun.countDown();
                      await(gate);
                      return "late";
                    }),
            work -> new Thread(work).start());
    await(begun);

    String next =
        turn.take(
            () -> {
              gate.countDown();
              assertThat(hung.join()).isEqualTo("late");
              assertThat(turn.begin()).as("what ends late takes nobody's turn").isEmpty();
              return "next";
            });

    assertThat(next).isEqualTo("next");
    assertThat(turn.begin()).isPresent();
  }

  @Test
  void othersWaitForALoadThatGoesOn() {
    var turn = new LoadingTurn(Duration.ofMinutes(10));
    var held = turn.begin().orElseThrow();
    var next =
        CompletableFuture.supplyAsync(
            () -> turn.take(() -> "next"), work -> new Thread(work).start());
    assertThat(turn.begin()).isEmpty();
    assertThat(next).isNotDone();
    held.close();
    assertThat(next.join()).isEqualTo("next");
  }

  @Test
  void theTurnIsGivenBackWhenLoadingFails() {
    var turn = new LoadingTurn(Duration.ofMinutes(10));
    assertThatThrownBy(
            () ->
                turn.take(
                    () -> {
                      throw new EngineException("no memory");
                    }))
        .isInstanceOf(EngineException.class);
    assertThat(turn.begin()).isPresent();
  }

  private static void await(CountDownLatch latch) {
    try {
      assertThat(latch.await(TIMEOUT.toSeconds(), TimeUnit.SECONDS)).isTrue();
    } catch (InterruptedException e) {
      throw new AssertionError(e);
    }
  }
}
