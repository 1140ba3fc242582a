package dev.weft.gateway.topics;

import dev.weft.events.WeftEvent;
import java.util.Optional;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/** A record of an image topic as its event. Thread-safe. */
@FunctionalInterface
public interface RecordDecoder {

  /** The event; empty for a record that is none, which readers pass over. */
  Optional<WeftEvent> decode(ConsumerRecord<String, byte[]> record);
}
