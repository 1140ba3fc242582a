package dev.weft.rollout.control;

import dev.weft.events.rollout.RolloutRefused;
import dev.weft.rollout.state.ModelState;
import dev.weft.rollout.state.Served;
import java.util.Objects;
import org.apache.kafka.clients.producer.ProducerRecord;

/** What was decided, which counts once its record is committed. */
sealed interface Decision {

  /** To be committed. */
  ProducerRecord<String, byte[]> record();

  /**
   * A state follows another.
   *
   * @param orderId of the order that made it; null if none did
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

  /** An order is refused. */
  record Refusal(RolloutRefused.Reason reason, ProducerRecord<String, byte[]> record)
      implements Decision {
    public Refusal {
      Objects.requireNonNull(reason, "reason");
      Objects.requireNonNull(record, "record");
    }
  }
}
