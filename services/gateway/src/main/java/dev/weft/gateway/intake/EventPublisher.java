package dev.weft.gateway.intake;

import dev.weft.events.WeftEvent;

/** Publishes events to the topics. Thread-safe. */
@FunctionalInterface
public interface EventPublisher {

  /**
   * Publishes an event; returns when all in-sync replicas of the partition have it.
   *
   * @throws BrokerUnavailableException if that is not known to have happened. The event may or may
   *     not have been written; published again it is the same event, which the classifier skips
   *     while it remembers the answer
   */
  void publish(WeftEvent event);
}
