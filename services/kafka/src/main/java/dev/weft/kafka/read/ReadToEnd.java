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
 * Polls a consumer up to given offsets. The consumer is assigned its partitions and stands where to
 * begin in each. Whether an end is reached is told by the consumer's position and not by records:
 * the last offsets may hold none, but marks of transactions or what was compacted away. Immutable.
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

  /** Gives up when no record has come for so long; as long as some come, it goes on. */
  public static ReadToEnd unlessSilentFor(Duration limit) {
    return new ReadToEnd(limit, true, () -> false);
  }

  /** Gives up when it has taken so long, whatever comes. */
  public static ReadToEnd within(Duration limit) {
    return new ReadToEnd(limit, false, () -> false);
  }

  /** The same, but ends as if it had reached the ends once that is so. */
  public ReadToEnd unlessStopping(BooleanSupplier stopping) {
    return new ReadToEnd(limit, isLimitOfSilence, stopping);
  }

  /**
   * Gives the reader each record up to the ends, and what came with the last of them, in order
   * within its partition.
   *
   * @param ends the offset behind the last that is wanted, of each partition
   * @throws TimeoutException if the ends are not reached within the limit
   * @throws org.apache.kafka.common.KafkaException if the broker does not answer
   */
  public void read(
      Consumer<String, byte[]> consumer,
      Map<TopicPartition, Long> ends,
      java.util.function.Consumer<ConsumerRecord<String, byte[]>> reader) {
    first(
        consumer,
        ends,
        record -> {
          reader.accept(record);
          return false;
        });
  }

  /**
   * Reads until a record is the wanted one. After it, the consumer's positions are of no use.
   *
   * @param ends the offset behind the last that is looked at, of each partition
   * @param wanted is asked of each record, in order within its partition
   * @return empty if there is none up to the ends
   * @throws TimeoutException if the ends are not reached within the limit
   * @throws org.apache.kafka.common.KafkaException if the broker does not answer
   */
  public Optional<ConsumerRecord<String, byte[]>> first(
      Consumer<String, byte[]> consumer,
      Map<TopicPartition, Long> ends,
      Predicate<ConsumerRecord<String, byte[]>> wanted) {
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
      for (ConsumerRecord<String, byte[]> record : records) {
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
        "%d partitions, such as %s up to offset %d, cannot be read to their ends: %s"
            .formatted(
                open.size(),
                one,
                ends.get(one),
                isLimitOfSilence ? "nothing came for " + limit : "it took longer than " + limit));
  }
}
