package dev.weft.classifier.shadow;

import dev.weft.classifier.consume.RecordMapper;
import dev.weft.events.image.ImageClassified;
import dev.weft.events.image.ImageFailed;
import dev.weft.events.image.ImageRejected.Origin;
import java.time.Duration;
import java.util.function.Supplier;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.jboss.logging.Logger;

/**
 * Sends the results of shadows, with a producer that is created for the first one. Not thread-safe.
 */
public final class ShadowSender implements AutoCloseable {

  private static final Logger LOG = Logger.getLogger("dev.weft.classifier");
  private static final Duration CLOSE = Duration.ofSeconds(1);

  private final Supplier<Producer<String, byte[]>> producers;
  private final RecordMapper mapper;
  private Producer<String, byte[]> producer;

  public ShadowSender(Supplier<Producer<String, byte[]>> producers, RecordMapper mapper) {
    this.producers = producers;
    this.mapper = mapper;
  }

  /**
   * Sends a prediction.
   *
   * @throws org.apache.kafka.common.KafkaException if the broker's topics cannot be described
   */
  public void send(ImageClassified event, Origin origin) {
    send(mapper.classified(event, origin));
  }

  /**
   * Sends a failure.
   *
   * @throws org.apache.kafka.common.KafkaException if the broker's topics cannot be described
   */
  public void send(ImageFailed event, Origin origin) {
    send(mapper.failed(event, origin));
  }

  private void send(ProducerRecord<String, byte[]> record) {
    if (producer == null) {
      producer = producers.get();
    }
    producer.send(
        record,
        (sent, failure) -> {
          if (failure != null) {
            LOG.debugf(failure, "cannot send the shadow prediction for image=%s", record.key());
          }
        });
  }

  @Override
  public void close() {
    if (producer != null) {
      producer.close(CLOSE);
    }
  }
}
