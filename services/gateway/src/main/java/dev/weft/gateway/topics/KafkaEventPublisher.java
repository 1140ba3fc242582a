package dev.weft.gateway.topics;

import dev.weft.events.WeftEvent;
import dev.weft.events.kafka.CloudEvent;
import dev.weft.events.kafka.EventCodec;
import dev.weft.events.label.ImageLabeled;
import dev.weft.gateway.intake.BrokerUnavailableException;
import dev.weft.gateway.intake.EventPublisher;
import dev.weft.kafka.client.ClientSettings;
import dev.weft.kafka.client.RecordSender;
import dev.weft.telemetry.KafkaSpans;
import dev.weft.telemetry.Subject;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.KafkaException;

/**
 * Publishes with an idempotent producer and all acknowledgments, one result per event. Uses a plain
 * producer rather than a channel: a caller waits for its own event, with a time limit, and there is
 * no buffer in between that could overflow or be lost.
 */
public final class KafkaEventPublisher implements EventPublisher, AutoCloseable {

  private static final String SOURCE = "/weft/gateway";

  private final RecordSender sender;
  private final EventCodec codec;
  private final KafkaSpans spans;

  /**
   * Creates a publisher with a producer of its own.
   *
   * @param clientConfig Kafka client configuration
   * @param timeout after which the broker is considered unavailable
   * @param spans of the records that it sends
   */
  public KafkaEventPublisher(
      Map<String, Object> clientConfig, EventCodec codec, Duration timeout, KafkaSpans spans) {
    this.spans = spans;
    this.sender =
        new RecordSender(
            new KafkaProducer<>(
                ClientSettings.producer(clientConfig, timeout, timeout)
                    .named("weft-gateway-uploads")
                    // Events of concurrent uploads gather while the broker answers.
                    .with(ProducerConfig.MAX_IN_FLIGHT_REQUESTS_PER_CONNECTION, 1)
                    .toMap()),
            timeout.multipliedBy(2));
    this.codec = codec;
  }

  @Override
  public void publish(WeftEvent event) {
    ProducerRecord<String, byte[]> record = codec.encode(event, CloudEvent.of(event, SOURCE));
    spans.sending(record, Subject.of(event), () -> send(record));
  }

  /**
   * Removes an image's label by a tombstone in the labels' topic; returns and fails like {@link
   * #publish}.
   */
  public void removeLabel(String imageId) {
    ProducerRecord<String, byte[]> record = codec.removal(ImageLabeled.class, imageId);
    spans.sending(record, Subject.image(imageId), () -> send(record));
  }

  private void send(ProducerRecord<String, byte[]> record) {
    try {
      sender.send(List.of(record));
    } catch (KafkaException e) {
      throw new BrokerUnavailableException(record.topic(), e.getMessage(), e);
    }
  }

  /**
   * Number of partitions of a topic.
   *
   * @throws KafkaException if the broker does not answer
   */
  public int partitions(String topic) {
    return sender.partitions(topic);
  }

  @Override
  public void close() {
    sender.close();
  }
}
