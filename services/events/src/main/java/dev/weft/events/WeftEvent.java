package dev.weft.events;

import java.time.Instant;

/**
 * An event in one of Weft's topics. Each record type has its schema in {@code schemas/} and its
 * entry in {@code EventType}; a test checks that none is missing.
 */
public interface WeftEvent {

  /** The Kafka record's key, which decides the partition. */
  String key();

  /** When it happened. */
  Instant occurredAt();

  /** Identifies the event among those of its type; the same when it is sent again. */
  default String identity() {
    return key();
  }
}
