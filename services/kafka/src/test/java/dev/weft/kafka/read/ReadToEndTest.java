package dev.weft.kafka.read;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.MockConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.TimeoutException;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class ReadToEndTest {

  private static final TopicPartition PARTITION = new TopicPartition("topic", 0);
  private static final TopicPartition EMPTY = new TopicPartition("topic", 1);

  private final MockConsumer<String, byte[]> consumer = new MockConsumer<>("earliest");
  private final List<Long> read = new ArrayList<>();

  @BeforeEach
  void assign() {
    consumer.assign(List.of(PARTITION, EMPTY));
    consumer.updateBeginningOffsets(Map.of(PARTITION, 0L, EMPTY, 0L));
    consumer.seek(PARTITION, 0);
    consumer.seek(EMPTY, 0);
  }

  @Test
  void allRecordsAreGivenUpToTheEndsOfAllPartitions() {
    records(0, 1);
    consumer.schedulePollTask(() -> records(2));

    ReadToEnd.unlessSilentFor(Duration.ofMinutes(1))
        .read(consumer, Map.of(PARTITION, 3L, EMPTY, 0L), record -> read.add(record.offset()));

    assertThat(read).containsExactly(0L, 1L, 2L);
  }

  @Test
  void anEndBehindTheLastRecordIsReachedByThePositionAlone() {
    records(0);
    consumer.schedulePollTask(() -> {});
    consumer.schedulePollTask(() -> consumer.seek(PARTITION, 2));

    ReadToEnd.unlessSilentFor(Duration.ofMinutes(1))
        .read(consumer, Map.of(PARTITION, 2L), record -> read.add(record.offset()));

    assertThat(read).containsExactly(0L);
  }

  @Test
  void theFirstThatIsWantedEndsTheSearch() {
    records(0, 1, 2);
    ReadToEnd toEnd = ReadToEnd.unlessSilentFor(Duration.ofMinutes(1));

    assertThat(toEnd.first(consumer, Map.of(PARTITION, 3L), record -> record.offset() >= 1))
        .map(ConsumerRecord::offset)
        .contains(1L);
  }

  @Test
  void whatIsNotUpToTheEndsIsNotFound() {
    records(0, 1, 2);
    ReadToEnd toEnd = ReadToEnd.unlessSilentFor(Duration.ofMinutes(1));

    assertThat(toEnd.first(consumer, Map.of(PARTITION, 3L), record -> false)).isEmpty();
  }

  @Test
  void itGivesUpWhenNothingComes() {
    assertThatThrownBy(
            () ->
                ReadToEnd.unlessSilentFor(Duration.ofMillis(1))
                    .read(consumer, Map.of(PARTITION, 7L), record -> read.add(record.offset())))
        .isInstanceOf(TimeoutException.class)
        .hasMessageContainingAll("topic-0", "offset 7", "no records were received for PT0.001S");
  }

  @Test
  void aLimitInAllHoldsWhateverComes() {
    endless(0);

    assertThatThrownBy(
            () ->
                ReadToEnd.within(Duration.ofMillis(1))
                    .read(consumer, Map.of(PARTITION, Long.MAX_VALUE), record -> {}))
        .isInstanceOf(TimeoutException.class)
        .hasMessageContainingAll("topic-0", "it took longer than PT0.001S");
  }

  @Test
  void whoStopsReadsNoFurther() {
    records(0);

    ReadToEnd.unlessSilentFor(Duration.ofMinutes(1))
        .unlessStopping(() -> !read.isEmpty())
        .read(consumer, Map.of(PARTITION, 5L), record -> read.add(record.offset()));

    assertThat(read).containsExactly(0L);
  }

  /** Simulates a topic in which each poll returns another record. */
  private void endless(long offset) {
    consumer.schedulePollTask(
        () -> {
          records(offset);
          endless(offset + 1);
        });
  }

  private void records(long... offsets) {
    for (long offset : offsets) {
      consumer.addRecord(
          new ConsumerRecord<>(PARTITION.topic(), PARTITION.partition(), offset, "key", null));
    }
  }
}
