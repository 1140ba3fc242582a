package dev.weft.events;

import java.time.Instant;

/**
 * What flows through Weft's topics. Each record has its schema in {@code schemas/} and its row in
 * the catalog ({@code EventType}); a test holds that none is left out.
 */
public interface WeftEvent {

  /** The Kafka record's key, which decides the partition. */
  String key();

  /** When it happened, as the event itself says. */
  Instant occurredAt();

  /** What tells it from other events of its type; the same when it is sent again. */
  default String identity() {
    return key();
  }
}
