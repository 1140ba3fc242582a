package dev.weft.kafka.read;

import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.LongConsumer;
import java.util.function.LongSupplier;
import org.apache.kafka.clients.consumer.ConsumerInterceptor;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.TopicPartition;

/**
 * Lets records gather while many arrive: polls that return few records return no more often than
 * every {@value #MILLIS} ms on average. A fetch costs the broker and the consumer more than most
 * records, and otherwise each record causes one. A few records after a pause are returned at once,
 * such as an upload and its answer, and a backlog is read at full speed.
 */
public final class PollPacing implements ConsumerInterceptor<Object, Object> {
  private static final int MILLIS = 20;
  private static final long NANOS = TimeUnit.MILLISECONDS.toNanos(MILLIS);
  private static final int FEW = 50;

  /** So many polls after a pause return at once. */
  private static final int BURST = 4;

  private final LongSupplier nanoTime;
  private final LongConsumer parkNanos;
  private long due;

  /** Called by the consumer, in whose configuration this class is named. */
  public PollPacing() {
    this(System::nanoTime, LockSupport::parkNanos);
  }

  PollPacing(LongSupplier nanoTime, LongConsumer parkNanos) {
    this.nanoTime = nanoTime;
    this.parkNanos = parkNanos;
    this.due = nanoTime.getAsLong();
  }

  @Override
  public ConsumerRecords<Object, Object> onConsume(ConsumerRecords<Object, Object> records) {
    if (records.count() < FEW) {
      long now = nanoTime.getAsLong();
      // Within bounds also if a wait ends early, as those of an interrupted thread do.
      long until = Math.min(now + NANOS, Math.max(now - (BURST - 1) * NANOS, due));
      if (until > now) {
        // The next fetch has been sent already, so that its records gather until the next poll.
        parkNanos.accept(until - now);
      }
      due = until + NANOS;
    }
    return records;
  }

  @Override
  public void onCommit(Map<TopicPartition, OffsetAndMetadata> offsets) {
    // Commits are not paced.
  }

  @Override
  public void close() {
    // No resources.
  }

  @Override
  public void configure(Map<String, ?> configuration) {
    // No settings.
  }
}
