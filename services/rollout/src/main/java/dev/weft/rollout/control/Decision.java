package dev.weft.rollout.control;

import dev.weft.events.rollout.RolloutRefused;
import dev.weft.rollout.state.ModelState;
import dev.weft.rollout.state.Served;
import java.util.Objects;
import org.apache.kafka.clients.producer.ProducerRecord;

/** A decision; it takes effect once its record is committed. */
sealed interface Decision {

  /** The record to commit. */
  ProducerRecord<String, byte[]> record();

  /**
   * A transition from one state to the next.
   *
   * @param orderId of the order that caused it; null if none did
   */
  record Change(
      ModelState before, Served after, String orderId, ProducerRecord<String, byte[]> record)
      implements Decision {
    public Change {
      Objects.requireNonNull(before, "before");
      Objects.requireNonNull(after, "after");
      Objects.requireNonNull(record, "record");
    }
  }

  /** The refusal of an order. */
  record Refusal(RolloutRefused.Reason reason, ProducerRecord<String, byte[]> record)
      implements Decision {
    public Refusal {
      Objects.requireNonNull(reason, "reason");
      Objects.requireNonNull(record, "record");
    }
  }
}
