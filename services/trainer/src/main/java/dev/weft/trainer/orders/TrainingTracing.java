package dev.weft.trainer.orders;

import dev.weft.events.training.TrainingPhase;
import dev.weft.events.training.TrainingRequested;
import dev.weft.trainer.run.files.TrainingOutcome;
import java.util.List;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.ProducerRecord;

/**
 * Follows each training from its order to what it publishes, for traces. It must be quick and must
 * not throw. Thread-safe: a training has its own thread, and its ends are said on the poll thread.
 */
public interface TrainingTracing {

  /** Follows none. */
  TrainingTracing NONE = new TrainingTracing() {};

  /** A training was asked for. */
  default void ordered(ConsumerRecord<String, byte[]> record, TrainingRequested request) {}

  /** It is its turn: this is all that is done for it here, on the calling thread. */
  default void follow(TrainingRequested request, Runnable training) {
    training.run();
  }

  /** The newest labels that it is the first to learn from, as their senders' trace parents. */
  default void learns(String trainingId, List<String> labels) {}

  /** A phase begins, and the one before is over. */
  default void phase(String trainingId, TrainingPhase phase) {}

  /** A record that says how it ended is about to be sent, and may be given headers. */
  default void answering(
      TrainingRequested request, TrainingOutcome outcome, ProducerRecord<String, byte[]> record) {}

  /** Its end is committed, or it is given up here. */
  default void ended(String trainingId) {}
}
