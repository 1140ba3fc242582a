package dev.weft.trainer.app;

import dev.weft.events.kafka.CloudEvent;
import dev.weft.events.kafka.EventCodec;
import dev.weft.events.training.TrainingRequested;
import dev.weft.kafka.cdi.Brokers;
import dev.weft.kafka.client.ClientSettings;
import dev.weft.kafka.client.RecordSender;
import dev.weft.telemetry.KafkaSpans;
import dev.weft.telemetry.Subject;
import dev.weft.telemetry.Traces;
import jakarta.annotation.PreDestroy;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.List;
import org.apache.kafka.clients.producer.KafkaProducer;

/** Publishes the trainer's own requests. */
@Singleton
class RequestSender {
  private static final Duration TIMEOUT = Duration.ofSeconds(10);

  private final RecordSender sender;
  private final EventCodec codec;
  private final KafkaSpans spans;

  RequestSender(Brokers brokers, EventCodec codec, Traces traces) {
    this.spans = traces.of("trainer");
    this.codec = codec;
    var settings =
        ClientSettings.producer(brokers.config(), TIMEOUT.dividedBy(2), TIMEOUT)
            .named("weft-trainer-requests")
            .toMap();
    this.sender = new RecordSender(() -> new KafkaProducer<>(settings), TIMEOUT.multipliedBy(2));
  }

  /**
   * Publishes a request; returns when it is acknowledged.
   *
   * @param because {@code traceparent}s of the records that led to it
   * @throws org.apache.kafka.common.KafkaException if the broker does not accept it
   */
  void send(TrainingRequested request, List<String> because) {
    var record = codec.encode(request, CloudEvent.of(request, "/weft/trainer"));
    spans.sending(record, Subject.of(request), because, () -> sender.send(List.of(record)));
  }

  @PreDestroy
  void close() {
    sender.close();
  }
}
