package dev.weft.rollout.app;

import dev.weft.events.WeftEvent;
import dev.weft.events.kafka.CloudEvent;
import dev.weft.events.kafka.EventCodec;
import dev.weft.kafka.cdi.Brokers;
import dev.weft.kafka.group.ReplicaClients;
import jakarta.annotation.PreDestroy;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.KafkaException;

/** Sends what is in no transaction. */
@Singleton
class EventSender {
  private static final String SOURCE = "/weft/rollout";
  private static final Duration CLOSE = Duration.ofSeconds(2);

  private final ReplicaClients clients;
  private final EventCodec codec;
  private Producer<String, byte[]> producer;

  EventSender(RolloutConfig config, Brokers brokers, EventCodec codec) {
    this.clients = new ReplicaClients(brokers.config(), config.groupId(), config.instanceId());
    this.codec = codec;
  }

  /**
   * Sends events; they are in Kafka when this returns.
   *
   * @throws KafkaException if the broker does not take one
   */
  synchronized void send(List<WeftEvent> events) {
    if (producer == null) {
      producer = clients.plain("events");
    }
    List<Future<RecordMetadata>> sent =
        events.stream()
            .map(event -> producer.send(codec.encode(event, CloudEvent.of(event, SOURCE))))
            .toList();
    sent.forEach(EventSender::await);
  }

  /** Bounded by the producer's delivery timeout. */
  private static void await(Future<RecordMetadata> sent) {
    try {
      sent.get();
    } catch (ExecutionException e) {
      throw new KafkaException("the broker did not take an event", e.getCause());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new KafkaException("interrupted", e);
    }
  }

  @PreDestroy
  synchronized void close() {
    if (producer != null) {
      producer.close(CLOSE);
    }
  }
}
