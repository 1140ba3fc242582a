package dev.weft.kafka.read;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.common.TopicPartition;
import org.junit.jupiter.api.Test;

class PollPacingTest {
  private static final TopicPartition PARTITION = new TopicPartition("images", 0);

  private long now = 1;
  private final List<Long> waits = new ArrayList<>();
  private final PollPacing pacing = new PollPacing(() -> now, this::park);

  private void park(long nanos) {
    waits.add(TimeUnit.NANOSECONDS.toMillis(nanos));
    now += nanos;
  }

  @Test
  void aFewPollsAfterAPauseReturnAtOnce() {
    pass(1_000);
    poll(1);
    poll(1);
    poll(1);
    poll(1);

    assertThat(waits).isEmpty();
  }

  @Test
  void recordsThatKeepComingGather() {
    pass(1_000);
    for (int i = 0; i < 4; i++) {
      poll(1);
    }
    pass(5);
    poll(3);
    poll(2);

    assertThat(waits).containsExactly(15L, 20L);
  }

  @Test
  void atLessThanThePaceNothingWaits() {
    for (int i = 0; i < 100; i++) {
      pass(40);
      poll(1);
      poll(1);
    }

    assertThat(waits).isEmpty();
  }

  @Test
  void aBacklogIsReadAtFullSpeed() {
    for (int i = 0; i < 10; i++) {
      poll(50);
    }
    assertThat(waits).isEmpty();

    poll(1);
    assertThat(waits).as("nothing to make up for").isEmpty();
  }

  @Test
  void noWaitIsLongerThanThePaceEvenIfWaitsEndEarly() {
    List<Long> asked = new ArrayList<>();
    PollPacing interrupted = new PollPacing(() -> 1, nanos -> asked.add(nanos));
    for (int i = 0; i < 20; i++) {
      interrupted.onConsume(records(1));
    }

    assertThat(asked).isNotEmpty().allMatch(nanos -> nanos <= TimeUnit.MILLISECONDS.toNanos(20));
  }

  @Test
  void allRecordsAreReturned() {
    ConsumerRecords<Object, Object> records = records(3);

    assertThat(pacing.onConsume(records)).isSameAs(records);
  }

  private void poll(int records) {
    pacing.onConsume(records(records));
  }

  private void pass(long millis) {
    now += TimeUnit.MILLISECONDS.toNanos(millis);
  }

  private static ConsumerRecords<Object, Object> records(int count) {
    List<ConsumerRecord<Object, Object>> all =
        IntStream.range(0, count)
            .mapToObj(
                offset ->
                    new ConsumerRecord<Object, Object>(
                        PARTITION.topic(), PARTITION.partition(), offset, null, null))
            .toList();
    return new ConsumerRecords<>(Map.of(PARTITION, all), Map.of());
  }
}
