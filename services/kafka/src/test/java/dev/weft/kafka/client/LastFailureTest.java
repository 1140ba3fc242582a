package dev.weft.kafka.client;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class LastFailureTest {

  private final AtomicLong time = new AtomicLong();
  private final LastFailure failure = new LastFailure(time::get);

  @Test
  void it_is_told_until_it_is_over() {
    assertThat(failure.now()).isEmpty();

    failure.note("no right to read");
    assertThat(failure.now()).contains("no right to read");

    failure.over();
    assertThat(failure.now()).isEmpty();
  }

  @Test
  void what_did_not_go_wrong_again_for_a_minute_is_forgotten() {
    failure.note("no right to read");
    time.addAndGet(Duration.ofSeconds(59).toNanos());
    assertThat(failure.now()).isPresent();

    time.addAndGet(Duration.ofSeconds(1).toNanos());
    assertThat(failure.now()).isEmpty();
  }
}
