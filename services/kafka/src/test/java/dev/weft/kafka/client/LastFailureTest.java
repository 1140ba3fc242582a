package dev.weft.kafka.client;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class LastFailureTest {

  private final AtomicLong time = new AtomicLong();
  private final LastFailure failure = new LastFailure(time::get);

  @Test
  void itIsToldUntilItIsOver() {
    assertThat(failure.now()).isEmpty();

    failure.note("no right to read");
    assertThat(failure.now()).contains("no right to read");

    failure.over();
    assertThat(failure.now()).isEmpty();
  }

  @Test
  void whatDidNotGoWrongAgainForAMinuteIsForgotten() {
    failure.note("no right to read");
    time.addAndGet(Duration.ofSeconds(59).toNanos());
    assertThat(failure.now()).isPresent();

    time.addAndGet(Duration.ofSeconds(1).toNanos());
    assertThat(failure.now()).isEmpty();
  }
}
