package dev.weft.classifier.prepare;

import static dev.weft.testsupport.TestTimeout.TIMEOUT;
import static org.assertj.core.api.Assertions.assertThat;

import dev.weft.classifier.inflight.TensorSlots;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(300)
class MemoryTest {

  @Test
  void aSlotIsUsedAgainAndGivenBackOnce() throws Exception {
    var slots = new TensorSlots(2);
    var first = slots.take(8);
    first.floats().put(1f).put(2f);
    assertThat(first.floats().remaining()).isEqualTo(2);
    assertThat(first.floats().get(1)).isEqualTo(2f);
    first.close();
    first.close();
    assertThat(slots.available()).isEqualTo(2);
    assertThat(slots.take(16).floats().remaining()).isEqualTo(4);
  }

  @Test
  void whoWantsASlotMoreThanThereAreWaits() throws Exception {
    var slots = new TensorSlots(1);
    var first = slots.take(4);
    var second = CompletableFuture.runAsync(() -> take(slots));
    assertThat(second).isNotDone();
    first.close();
    second.get(TIMEOUT.toSeconds(), TimeUnit.SECONDS);
  }

  private static void take(TensorSlots slots) {
    try {
      slots.take(4);
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  @Test
  void moreBytesThanTheWholeBudgetAreHeldAlone() throws Exception {
    var budget = new ByteBudget(10 * 1024);
    try (var share = budget.take(1L << 40)) {
      assertThat(share).isNotNull();
      assertThat(budget.available()).isZero();
    }
    assertThat(budget.available()).isEqualTo(10 * 1024);
  }
}
