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
 * A member of a consumer group that answers what it reads: its answers and the offsets of what they
 * answer are committed in one transaction, which the group refuses from a member that has lost its
 * partitions. Not thread-safe; all but the consumer's {@code wakeup} belongs to the thread that
 * polls.
 */
public final class TransactionalMember implements AutoCloseable {

  private static final Duration CLOSE = Duration.ofSeconds(3);

  private final Consumer<String, byte[]> consumer;
  private final Committer committer;

  /**
   * @param consumer closed here
   * @param producers makes a transactional producer, for the first commit and after one whose end
   *     is unknown; closed here
   */
  public TransactionalMember(
      Consumer<String, byte[]> consumer, Supplier<Producer<String, byte[]>> producers) {
    this.consumer = consumer;
    this.committer = new Committer(producers);
  }

  /** The member, to subscribe, poll, pause, seek and ask. */
  public Consumer<String, byte[]> consumer() {
    return consumer;
  }

  /**
   * Makes the producer if there is none, which ends what an earlier process of this replica left
   * open. {@link #commit} does it, too.
   *
   * @throws KafkaException if the broker does not answer; may be called again
   */
  public void open() {
    committer.open();
  }

  /**
   * Commits answers with what they answer. After a failure all of it is committed or nothing, and
   * the group's offsets tell which.
   *
   * @param offsets the next offset of each partition that is answered
   * @throws org.apache.kafka.clients.consumer.CommitFailedException if the group has moved on:
   *     nothing was committed
   * @throws KafkaException if it failed otherwise
   */
  public void commit(
      List<ProducerRecord<String, byte[]>> answers,
      Map<TopicPartition, OffsetAndMetadata> offsets) {
    committer.open();
    committer.commit(answers, offsets, consumer.groupMetadata());
  }

  /** Leaves the group, so that its partitions move at once. */
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
