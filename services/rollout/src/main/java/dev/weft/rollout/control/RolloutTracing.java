package dev.weft.rollout.control;

import dev.weft.rollout.state.ModelState;
import dev.weft.rollout.state.Served;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.ProducerRecord;

/**
 * Follows each version through the decisions about it, for tracing. Called on the loop's thread;
 * implementations must return quickly and must not throw.
 */
public interface RolloutTracing {

  /** No tracing. */
  RolloutTracing NONE = new RolloutTracing() {};

  /** Receives the last state of a model that this replica has just taken over. */
  default void restored(ConsumerRecord<String, byte[]> state) {}

  /**
   * A decision is about to be sent; its record may still be given headers.
   *
   * @param order the order that it answers; null if none
   */
  default void deciding(
      ModelState before,
      Served after,
      ConsumerRecord<String, byte[]> order,
      ProducerRecord<String, byte[]> record) {}

  /** The decision that was sent last has been committed, and takes effect. */
  default void decided(Runnable settle) {
    settle.run();
  }
}
