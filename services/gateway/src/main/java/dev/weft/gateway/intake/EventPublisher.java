package dev.weft.gateway.intake;

import dev.weft.events.WeftEvent;

/** The way into the topics. Thread-safe. */
@FunctionalInterface
public interface EventPublisher {

  /**
   * Returns when all in-sync replicas of the partition have the event.
   *
   * @throws BrokerUnavailableException if that is not known to have happened; the event may or may
   *     not be there; published again it is the same event, which the classifier passes over while
   *     it remembers the answer
   */
  void publish(WeftEvent event);
}
