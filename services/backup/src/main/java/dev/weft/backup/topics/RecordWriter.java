package dev.weft.backup.topics;

import java.util.concurrent.atomic.AtomicReference;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;

/** Sends records without waiting for each; the first that fails is reported by the next call. */
final class RecordWriter {
  private final String target;
  private final AtomicReference<Exception> failure = new AtomicReference<>();

  /**
   * @param target topic or partition, for messages
   */
  RecordWriter(String target) {
    this.target = target;
  }

  void send(Producer<byte[], byte[]> producer, ProducerRecord<byte[], byte[]> record) {
    requireNoFailure();
    producer.send(
        record,
        (metadata, exception) -> {
          if (exception != null) {
            failure.compareAndSet(null, exception);
          }
        });
  }

  /** Waits until all records that the producer was given are acknowledged. */
  void flush(Producer<byte[], byte[]> producer) {
    producer.flush();
    requireNoFailure();
  }

  private void requireNoFailure() {
    Exception e = failure.get();
    if (e != null) {
      throw KafkaCall.notWritten(target, e);
    }
  }
}
