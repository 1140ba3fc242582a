package dev.weft.classifier.shadow;

import dev.weft.classifier.consume.RecordMapper;
import dev.weft.events.image.ImageClassified;
import dev.weft.events.image.ImageFailed;
import dev.weft.events.image.ImageRejected.Origin;
import dev.weft.kafka.client.SendFailures;
import java.time.Duration;
import java.util.function.Supplier;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;

/**
 * Sends the results of shadows, with a producer that is created for the first one. Not thread-safe.
 */
public final class ShadowSender implements AutoCloseable {

  private static final Duration CLOSE = Duration.ofSeconds(1);

  private final Supplier<Producer<String, byte[]>> producers;
  private final RecordMapper mapper;
  private final SendFailures failures = new SendFailures("results of shadows");
  private Producer<String, byte[]> producer;

  public ShadowSender(Supplier<Producer<String, byte[]>> producers, RecordMapper mapper) {
    this.producers = producers;
    this.mapper = mapper;
  }

  /**
   * Sends a prediction.
   *
   * @param sent called when the broker has acknowledged it; on another thread, as is {@code lost}
   * @param lost called if the broker refused it, or did not respond in time
   * @throws org.apache.kafka.common.KafkaException if the broker's topics cannot be described
   */
  public void send(ImageClassified event, Origin origin, Runnable sent, Runnable lost) {
    send(mapper.classified(event, origin), sent, lost);
  }

  /**
   * Sends a failure; see {@link #send(ImageClassified, Origin, Runnable, Runnable)}.
   *
   * @throws org.apache.kafka.common.KafkaException if the broker's topics cannot be described
   */
  public void send(ImageFailed event, Origin origin, Runnable sent, Runnable lost) {
    send(mapper.failed(event, origin), sent, lost);
  }

  private void send(ProducerRecord<String, byte[]> record, Runnable sent, Runnable lost) {
    if (producer == null) {
      producer = producers.get();
    }
    producer.send(
        record,
        (metadata, failure) -> {
          failures.completed(failure);
          (failure == null ? sent : lost).run();
        });
  }

  @Override
  public void close() {
    if (producer != null) {
      producer.close(CLOSE);
    }
  }
}
