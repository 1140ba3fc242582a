package dev.weft.gateway.explain;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class WorkQueueTest {
  private final AtomicInteger rests = new AtomicInteger();
  private final WorkQueue turns = new WorkQueue(0, Duration.ofMinutes(5), rests::incrementAndGet);

  @Test
  void workThatFailsGivesItsPlaceBack() {
    assertThatThrownBy(
            () ->
                turns.take(
                    () -> {
                      throw new IllegalStateException("broken");
                    }))
        .hasMessage("broken");

    assertThat(turns.take(() -> "done")).contains("done");
  }

  @Test
  void theEndWaitsForTheWorkUnderWayAndRefusesWhatFollows() throws Exception {
    CountDownLatch working = new CountDownLatch(1);
    CountDownLatch go = new CountDownLatch(1);
    CompletableFuture<Integer> restsSeen =
        CompletableFuture.supplyAsync(
            () ->
                turns
                    .take(
                        () -> {
                          working.countDown();
                          return awaited(go) ? rests.get() : -1;
                        })
                    .orElseThrow());
    working.await();

    CompletableFuture<Void> end = CompletableFuture.runAsync(turns::close);
    go.countDown();
    end.get();

    assertThat(restsSeen.get()).as("rests while it was at work").isZero();
    assertThat(rests).hasValue(1);
    assertThat(turns.take(() -> "late")).isEmpty();
  }

  private static boolean awaited(CountDownLatch latch) {
    try {
      latch.await();
      return true;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return false;
    }
  }
}
