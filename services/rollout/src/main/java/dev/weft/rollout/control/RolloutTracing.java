package dev.weft.rollout.control;

import dev.weft.rollout.state.ModelState;
import dev.weft.rollout.state.Served;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.ProducerRecord;

/**
 * Follows each version through the decisions about it, for traces. Called on the loop's thread; it
 * must be quick and must not throw.
 */
public interface RolloutTracing {

  /** Follows none. */
  RolloutTracing NONE = new RolloutTracing() {};

  /** What was decided last before this replica took the model over, by itself or another. */
  default void restored(ConsumerRecord<String, byte[]> state) {}

  /**
   * A decision is about to be sent, and may be given headers.
   *
   * @param order that it answers; null if none
   */
  default void deciding(
      ModelState before,
      Served after,
      ConsumerRecord<String, byte[]> order,
      ProducerRecord<String, byte[]> record) {}

  /** What was sent last is committed, and takes effect. */
  default void decided(Runnable settle) {
    settle.run();
  }
}
