package dev.weft.kafka.group;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.errors.FencedInstanceIdException;
import org.apache.kafka.common.errors.ProducerFencedException;
import org.junit.jupiter.api.Test;

class InstanceConflictTest {
  private final AtomicLong clock = new AtomicLong();
  private final InstanceConflict conflict =
      new InstanceConflict("weft-rollout", "local", "weft.rollout.instance-id", clock::get);

  @Test
  void aMemberThatWasThrownOutSaysByWhomAndWhatToDo() {
    assertThat(conflict.note(new KafkaException(new FencedInstanceIdException("taken")))).isTrue();
    assertThat(conflict.now())
        .hasValueSatisfying(
            message ->
                assertThat(message)
                    .contains("weft-rollout", "instance local", "weft.rollout.instance-id"));
  }

  @Test
  void otherFailuresAreNone() {
    assertThat(conflict.note(new ProducerFencedException("an old transaction"))).isFalse();
    assertThat(conflict.now()).isEmpty();
  }

  @Test
  void itIsOverAMinuteAfterTheLastTime() {
    conflict.note(new FencedInstanceIdException("taken"));
    clock.addAndGet(Duration.ofSeconds(50).toNanos());
    conflict.note(new FencedInstanceIdException("taken"));
    clock.addAndGet(Duration.ofSeconds(50).toNanos());
    assertThat(conflict.now()).isPresent();

    clock.addAndGet(Duration.ofSeconds(11).toNanos());
    assertThat(conflict.now()).isEmpty();
  }
}
