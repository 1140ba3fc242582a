package dev.weft.kafka.group;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import org.apache.kafka.clients.consumer.CloseOptions;
import org.apache.kafka.clients.consumer.CloseOptions.GroupMembershipOperation;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;

/**
 * A member of a consumer group with exactly-once processing: its answers and the offsets of the
 * records that they answer are committed in one transaction, which the group refuses if the member
 * has lost its partitions. Not thread-safe: all methods except the consumer's {@code wakeup} are
 * called on the polling thread.
 */
public final class TransactionalMember implements AutoCloseable {

  private static final Duration CLOSE = Duration.ofSeconds(3);

  private final Consumer<String, byte[]> consumer;
  private final Committer committer;

  /**
   * @param consumer closed by this member
   * @param producers creates a transactional producer for the first commit, and after a commit with
   *     an unknown outcome; closed by this member
   */
  public TransactionalMember(
      Consumer<String, byte[]> consumer, Supplier<Producer<String, byte[]>> producers) {
    this.consumer = consumer;
    this.committer = new Committer(producers);
  }

  /** Returns the consumer, for subscribing, polling, pausing and seeking. */
  public Consumer<String, byte[]> consumer() {
    return consumer;
  }

  /**
   * Creates the producer if there is none, which aborts a transaction that an earlier process of
   * this replica left open. {@link #commit} does so too.
   *
   * @throws KafkaException if the broker does not answer; may be called again
   */
  public void open() {
    committer.open();
  }

  /**
   * Commits answers together with the offsets of the records that they answer. After a failure
   * either everything or nothing is committed; the group's offsets tell which.
   *
   * @param offsets the next offset of each answered partition
   * @throws org.apache.kafka.clients.consumer.CommitFailedException if the group has rebalanced
   *     without this member: nothing was committed
   * @throws KafkaException if it failed otherwise
   */
  public void commit(
      List<ProducerRecord<String, byte[]>> answers,
      Map<TopicPartition, OffsetAndMetadata> offsets) {
    committer.open();
    committer.commit(answers, offsets, consumer.groupMetadata());
  }

  /** Leaves the group, so that its partitions are reassigned at once. */
  @Override
  public void close() {
    try {
      consumer.close(
          CloseOptions.timeout(CLOSE)
              .withGroupMembershipOperation(GroupMembershipOperation.LEAVE_GROUP));
    } finally {
      committer.close();
    }
  }
}
