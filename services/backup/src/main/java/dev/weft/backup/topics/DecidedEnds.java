package dev.weft.backup.topics;

import dev.weft.backup.BackupException;
import java.time.Duration;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Consumer;
import java.util.function.Function;
import org.apache.kafka.common.TopicPartition;

/**
 * Waits until transactions that were open at a moment are committed or aborted.
 *
 * <p>A transaction that commits writes a marker to each partition, also to that of the group's
 * offsets, in no particular order: an offset may be visible while the answer that belongs to it is
 * not. The answer was written before, though. So it is before the end of all records, committed or
 * not, that is read after the offset, and it is decided once the last stable offset has reached
 * that end.
 */
final class DecidedEnds {
  private static final Duration POLL = Duration.ofMillis(20);

  private final Function<Collection<TopicPartition>, Map<TopicPartition, Long>> stable;
  private final Duration limit;

  /**
   * @param stable reads the last stable offsets
   * @param limit longest wait for a transaction
   */
  DecidedEnds(
      Function<Collection<TopicPartition>, Map<TopicPartition, Long>> stable, Duration limit) {
    this.stable = stable;
    this.limit = limit;
  }

  /**
   * Returns last stable offsets that are not before the given ends.
   *
   * @param written ends of all records, committed or not
   * @param waiting is told, repeatedly, which partition has an open transaction
   * @throws BackupException if a transaction stays open
   */
  Map<TopicPartition, Long> await(
      Map<TopicPartition, Long> written, Consumer<TopicPartition> waiting) {
    Map<TopicPartition, Long> ends = new HashMap<>();
    Set<TopicPartition> open = new HashSet<>(written.keySet());
    long started = System.nanoTime();
    while (true) {
      ends.putAll(stable.apply(open));
      open.removeIf(partition -> ends.get(partition) >= written.get(partition));
      if (open.isEmpty()) {
        return ends;
      }
      TopicPartition one = open.iterator().next();
      if (System.nanoTime() - started > limit.toNanos()) {
        throw new BackupException(
            "a transaction in %s at offset %d has been open for %d s, and a backup without its records may lack answers; repeat the backup, and if that fails, too, end the transaction with Kafka's kafka-transactions.sh"
                .formatted(one, ends.get(one), limit.toSeconds()));
      }
      waiting.accept(one);
      LockSupport.parkNanos(POLL.toNanos());
    }
  }
}
