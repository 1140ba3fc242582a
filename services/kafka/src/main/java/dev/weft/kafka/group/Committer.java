package dev.weft.kafka.group;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.function.Supplier;
import org.apache.kafka.clients.consumer.ConsumerGroupMetadata;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.InterruptException;

/**
 * Sends results and the offsets of the records that they answer in one transaction. A failed
 * transaction is aborted if possible; otherwise the producer is replaced, and the broker aborts or
 * completes the transaction. After a failure, results and offsets are therefore committed together
 * or not at all, and the group's offsets tell which. Not thread-safe.
 */
final class Committer implements AutoCloseable {

  private final Supplier<Producer<String, byte[]>> producers;
  private Producer<String, byte[]> producer;

  Committer(Supplier<Producer<String, byte[]>> producers) {
    this.producers = producers;
  }

  /**
   * Creates the producer if there is none, which aborts a transaction that an earlier producer of
   * the same id left open.
   *
   * @throws KafkaException if the broker does not answer; may be called again
   */
  void open() {
    if (producer != null) {
      return;
    }
    var fresh = producers.get();
    try {
      fresh.initTransactions();
      producer = fresh;
    } finally {
      if (producer == null) {
        fresh.close(Duration.ZERO);
      }
    }
  }

  /**
   * Commits results and offsets in one transaction. A failed send fails the transaction.
   *
   * @param offsets the next offset of each answered partition
   * @param member the consumer's group metadata; fences a member that lost its partitions
   * @throws KafkaException if it failed; the group's offsets tell whether it was committed
   */
  void commit(
      List<ProducerRecord<String, byte[]>> results,
      Map<TopicPartition, OffsetAndMetadata> offsets,
      ConsumerGroupMetadata member) {
    boolean committing = false;
    try {
      producer.beginTransaction();
      results.forEach(this::send);
      producer.sendOffsetsToTransaction(offsets, member);
      committing = true;
      producer.commitTransaction();
    } catch (KafkaException | IllegalStateException e) {
      if (committing) {
        replace();
      } else {
        abort();
      }
      throw e;
    }
  }

  /**
   * Once one send has failed, the transaction fails: each further send could block for its whole
   * timeout while the broker is unavailable.
   */
  private void send(ProducerRecord<String, byte[]> result) {
    Future<RecordMetadata> sent = producer.send(result);
    if (!sent.isDone()) {
      return;
    }
    try {
      sent.get();
    } catch (ExecutionException e) {
      throw e.getCause() instanceof KafkaException known ? known : new KafkaException(e.getCause());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new InterruptException(e);
    }
  }

  private void abort() {
    try {
      producer.abortTransaction();
    } catch (KafkaException | IllegalStateException e) {
      replace();
    }
  }

  private void replace() {
    producer.close(Duration.ZERO);
    producer = null;
  }

  @Override
  public void close() {
    if (producer != null) {
      replace();
    }
  }
}
