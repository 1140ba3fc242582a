package dev.weft.kafka.client;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Supplier;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.KafkaException;

/**
 * Sends records outside any transaction and waits for their acknowledgement. After a failure a
 * record may or may not have been written. Thread-safe; concurrent calls do not wait for each
 * other.
 */
public final class RecordSender implements AutoCloseable {

  private static final Duration CLOSE = Duration.ofSeconds(2);

  private final Supplier<Producer<String, byte[]>> producers;
  private final Duration most;
  private Producer<String, byte[]> producer;

  /**
   * Creates a sender whose producer is created when the first record is sent.
   *
   * @param producers creates the producer; called again after it has failed
   * @param most timeout for a record; longer than the producer's delivery timeout
   */
  public RecordSender(Supplier<Producer<String, byte[]>> producers, Duration most) {
    this.producers = producers;
    this.most = most;
  }

  /**
   * Creates a sender on an existing producer.
   *
   * @param producer closed by this sender
   * @param most timeout for a record; longer than the producer's delivery timeout
   */
  public RecordSender(Producer<String, byte[]> producer, Duration most) {
    this(() -> producer, most);
    this.producer = producer;
  }

  /**
   * Sends records in a batch; returns when all are acknowledged.
   *
   * @throws KafkaException if one cannot be written; its cause is the broker's error
   */
  public void send(List<ProducerRecord<String, byte[]>> records) {
    Producer<String, byte[]> open = producer();
    List<Future<RecordMetadata>> sent = new ArrayList<>();
    for (ProducerRecord<String, byte[]> record : records) {
      sent.add(begin(open, record));
    }
    for (int i = 0; i < sent.size(); i++) {
      await(sent.get(i), records.get(i));
    }
  }

  private static Future<RecordMetadata> begin(
      Producer<String, byte[]> open, ProducerRecord<String, byte[]> record) {
    try {
      return open.send(record);
    } catch (KafkaException e) {
      throw notTaken(record, e);
    }
  }

  private void await(Future<RecordMetadata> sent, ProducerRecord<String, byte[]> record) {
    try {
      sent.get(most.toMillis(), TimeUnit.MILLISECONDS);
    } catch (ExecutionException e) {
      throw notTaken(record, e.getCause());
    } catch (TimeoutException e) {
      throw notTaken(record, e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw notTaken(record, e);
    }
  }

  private static KafkaException notTaken(ProducerRecord<String, byte[]> record, Throwable cause) {
    return new KafkaException(
        "the broker did not accept the record of %s for %s: %s"
            .formatted(record.key(), record.topic(), cause.getMessage()),
        cause);
  }

  /**
   * Returns the number of partitions of a topic.
   *
   * @throws KafkaException if the broker does not respond
   */
  public int partitions(String topic) {
    return producer().partitionsFor(topic).size();
  }

  private synchronized Producer<String, byte[]> producer() {
    if (producer == null) {
      producer = producers.get();
    }
    return producer;
  }

  @Override
  public synchronized void close() {
    if (producer != null) {
      producer.close(CLOSE);
    }
  }
}
