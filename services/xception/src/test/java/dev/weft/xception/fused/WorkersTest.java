package dev.weft.xception.fused;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.concurrent.Phaser;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class WorkersTest {

  private static final int COUNT = 3;

  private final Workers workers = new Workers(COUNT);

  @AfterEach
  void close() {
    workers.close();
  }

  @Test
  void theFirstFailureIsThrownWhenAllThreadsHaveEnded() {
    assertThatThrownBy(() -> failFrom(1))
        .isInstanceOf(IllegalStateException.class)
        .hasRootCauseMessage("worker 1")
        .satisfies(failed -> assertSuppressed(failed, "worker 2"));
  }

  @Test
  void theCallersOwnFailureIsThrownWhenAllThreadsHaveEnded() {
    assertThatThrownBy(() -> failFrom(0))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("worker 0")
        .satisfies(failed -> assertSuppressed(failed, "worker 1", "worker 2"));
  }

  /** Lets each worker take a share, and fail if it is not before the first one to fail. */
  private void failFrom(int first) {
    Phaser begun = new Phaser(COUNT);
    workers.each(
        COUNT * Workers.SHARE,
        (channel, worker) -> {
          if (channel % Workers.SHARE == 0) {
            begun.arriveAndAwaitAdvance();
          }
          if (worker >= first) {
            throw new IllegalArgumentException("worker " + worker);
          }
        });
  }

  private static void assertSuppressed(Throwable failed, String... messages) {
    assertThat(failed.getSuppressed()).extracting(Throwable::getMessage).containsExactly(messages);
  }
}
