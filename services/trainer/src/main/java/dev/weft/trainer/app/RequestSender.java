package dev.weft.trainer.app;

import dev.weft.events.TrainingRequested;
import dev.weft.events.kafka.CloudEvent;
import dev.weft.events.kafka.EventCodec;
import dev.weft.kafka.cdi.Brokers;
import dev.weft.kafka.client.ClientSettings;
import dev.weft.telemetry.KafkaSpans;
import dev.weft.telemetry.Subject;
import dev.weft.telemetry.Traces;
import jakarta.annotation.PreDestroy;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.KafkaException;

/** Publishes the trainer's own requests. */
@Singleton
class RequestSender {
  private static final Duration TIMEOUT = Duration.ofSeconds(10);

  private final Map<String, Object> settings;
  private final EventCodec codec;
  private final KafkaSpans spans;
  private KafkaProducer<String, byte[]> producer;

  RequestSender(Brokers brokers, EventCodec codec, Traces traces) {
    this.spans = traces.of("trainer");
    this.codec = codec;
    settings =
        ClientSettings.producer(brokers.config(), TIMEOUT.dividedBy(2), TIMEOUT)
            .named("weft-trainer-requests")
            .toMap();
  }

  /**
   * Publishes a request; it is in Kafka when this returns.
   *
   * @param because trace parents of what led to it
   * @throws KafkaException if the broker does not take it
   */
  synchronized void send(TrainingRequested request, List<String> because) {
    if (producer == null) {
      producer = new KafkaProducer<>(settings);
    }
    var record = codec.encode(request, CloudEvent.of(request, "/weft/trainer"));
    spans.sending(record, Subject.of(request), because, () -> send(record, request));
  }

  private void send(ProducerRecord<String, byte[]> record, TrainingRequested request) {
    try {
      producer.send(record).get(2 * TIMEOUT.toMillis(), TimeUnit.MILLISECONDS);
    } catch (ExecutionException | TimeoutException e) {
      throw new KafkaException("the broker did not take the request " + request.trainingId(), e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new KafkaException("interrupted", e);
    }
  }

  @PreDestroy
  synchronized void close() {
    if (producer != null) {
      producer.close(Duration.ofSeconds(2));
    }
  }
}
