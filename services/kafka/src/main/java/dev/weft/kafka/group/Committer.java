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
 * Sends results and the offsets they answer in one transaction. A transaction that fails is aborted
 * where that is possible; else the producer is replaced, which aborts or completes it on the
 * broker's side. So after a failure the results may be committed or not, never in part, and the
 * group's offsets tell which. Not thread-safe.
 */
final class Committer implements AutoCloseable {

  private final Supplier<Producer<String, byte[]>> producers;
  private Producer<String, byte[]> producer;

  Committer(Supplier<Producer<String, byte[]>> producers) {
    this.producers = producers;
  }

  /**
   * Makes the producer if there is none, and ends what an earlier one of its id left open.
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
   * Throws for a failed send, too.
   *
   * @param offsets the next offset of each partition that is answered
   * @param member as the consumer sees itself; one that lost its partitions is refused
   * @throws KafkaException if it failed; whether it was committed, the group's offsets tell
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
   * One that has failed already fails the transaction: each of the others would wait as long, where
   * the broker is away.
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
