package dev.weft.gateway.topics;

import dev.weft.events.WeftEvent;
import java.util.Optional;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/** Decodes records of the image topics. Thread-safe. */
@FunctionalInterface
public interface RecordDecoder {

  /** The event; empty for an invalid record, which readers skip. */
  Optional<WeftEvent> decode(ConsumerRecord<String, byte[]> record);
}
