package dev.weft.rollout.app;

import dev.weft.events.WeftEvent;
import dev.weft.events.kafka.CloudEvent;
import dev.weft.events.kafka.EventCodec;
import dev.weft.kafka.cdi.Brokers;
import dev.weft.kafka.client.RecordSender;
import dev.weft.kafka.group.ReplicaClients;
import jakarta.annotation.PreDestroy;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.List;

/** Sends the events that are not part of a transaction. */
@Singleton
class EventSender {
  private static final String SOURCE = "/weft/rollout";

  /** Longer than the producer's own {@code delivery.timeout.ms}. */
  private static final Duration MOST = Duration.ofSeconds(20);

  private final RecordSender sender;
  private final EventCodec codec;

  EventSender(RolloutConfig config, Brokers brokers, EventCodec codec) {
    var clients = new ReplicaClients(brokers.config(), config.groupId(), config.instanceId());
    this.sender = new RecordSender(() -> clients.plain("events"), MOST);
    this.codec = codec;
  }

  /**
   * Sends events and waits for the broker's acknowledgement.
   *
   * @throws org.apache.kafka.common.KafkaException if the broker does not accept an event
   */
  void send(List<WeftEvent> events) {
    sender.send(
        events.stream().map(event -> codec.encode(event, CloudEvent.of(event, SOURCE))).toList());
  }

  @PreDestroy
  void close() {
    sender.close();
  }
}
