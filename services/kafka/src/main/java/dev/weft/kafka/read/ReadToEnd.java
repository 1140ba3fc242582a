package dev.weft.kafka.read;

import java.time.Duration;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.BooleanSupplier;
import java.util.function.Predicate;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.TimeoutException;

/**
 * Polls a consumer up to given offsets. The consumer must be assigned its partitions and positioned
 * at the start of each. Progress is measured by the consumer's position rather than by records: the
 * last offsets may be transaction markers or compacted records. Immutable.
 */
public final class ReadToEnd {

  private static final Duration POLL = Duration.ofMillis(100);

  private final Duration limit;
  private final boolean isLimitOfSilence;
  private final BooleanSupplier stopping;

  private ReadToEnd(Duration limit, boolean isLimitOfSilence, BooleanSupplier stopping) {
    this.limit = limit;
    this.isLimitOfSilence = isLimitOfSilence;
    this.stopping = stopping;
  }

  /** Times out when no record has arrived for this long; each record restarts the timeout. */
  public static ReadToEnd unlessSilentFor(Duration limit) {
    return new ReadToEnd(limit, true, () -> false);
  }

  /** Times out after this long in all. */
  public static ReadToEnd within(Duration limit) {
    return new ReadToEnd(limit, false, () -> false);
  }

  /** The same, but ends as if the ends were reached once {@code stopping} returns true. */
  public ReadToEnd unlessStopping(BooleanSupplier stopping) {
    return new ReadToEnd(limit, isLimitOfSilence, stopping);
  }

  /**
   * Passes each record up to the ends to the reader, in order within its partition. Records beyond
   * the ends that arrive in the same poll are passed too.
   *
   * @param <K> type of the keys
   * @param ends the exclusive end offset of each partition
   * @throws TimeoutException if the ends are not reached within the limit
   * @throws org.apache.kafka.common.KafkaException if the broker does not answer
   */
  public <K> void read(
      Consumer<K, byte[]> consumer,
      Map<TopicPartition, Long> ends,
      java.util.function.Consumer<ConsumerRecord<K, byte[]>> reader) {
    first(
        consumer,
        ends,
        record -> {
          reader.accept(record);
          return false;
        });
  }

  /**
   * Reads until a record matches. The consumer's positions are undefined afterwards.
   *
   * @param <K> type of the keys
   * @param ends the exclusive end offset of each partition
   * @param wanted applied to each record, in order within its partition
   * @return the first match; empty if there is none up to the ends
   * @throws TimeoutException if the ends are not reached within the limit
   * @throws org.apache.kafka.common.KafkaException if the broker does not answer
   */
  public <K> Optional<ConsumerRecord<K, byte[]>> first(
      Consumer<K, byte[]> consumer,
      Map<TopicPartition, Long> ends,
      Predicate<ConsumerRecord<K, byte[]>> wanted) {
    Set<TopicPartition> open = new HashSet<>(ends.keySet());
    long since = System.nanoTime();
    while (!stopping.getAsBoolean()) {
      open.removeIf(partition -> consumer.position(partition) >= ends.get(partition));
      if (open.isEmpty()) {
        return Optional.empty();
      }
      if (System.nanoTime() - since > limit.toNanos()) {
        throw late(open, ends);
      }
      var records = consumer.poll(POLL);
      for (ConsumerRecord<K, byte[]> record : records) {
        if (wanted.test(record)) {
          return Optional.of(record);
        }
      }
      if (isLimitOfSilence && !records.isEmpty()) {
        since = System.nanoTime();
      }
    }
    return Optional.empty();
  }

  private TimeoutException late(Set<TopicPartition> open, Map<TopicPartition, Long> ends) {
    TopicPartition one = open.iterator().next();
    return new TimeoutException(
        "cannot read %d partitions to their ends, such as %s up to offset %d: %s"
            .formatted(
                open.size(),
                one,
                ends.get(one),
                isLimitOfSilence
                    ? "no records were received for " + limit
                    : "it took longer than " + limit));
  }
}
