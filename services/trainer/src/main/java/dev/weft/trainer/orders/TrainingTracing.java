package dev.weft.trainer.orders;

import dev.weft.events.training.TrainingPhase;
import dev.weft.events.training.TrainingRequested;
import dev.weft.trainer.run.files.TrainingOutcome;
import java.util.List;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.ProducerRecord;

/**
 * Traces each training from its order to the events it publishes. Implementations must be fast and
 * must not throw. Thread-safe: a training runs on its own thread, and its end is reported on the
 * poll thread.
 */
public interface TrainingTracing {

  /** Traces nothing. */
  TrainingTracing NONE = new TrainingTracing() {};

  /** Called when a training was requested. */
  default void ordered(ConsumerRecord<String, byte[]> record, TrainingRequested request) {}

  /** Runs a training's attempt on the calling thread, within its span. */
  default void follow(TrainingRequested request, Runnable training) {
    training.run();
  }

  /** Called with the {@code traceparent}s of the newest labels that are new in this training. */
  default void learns(String trainingId, List<String> labels) {}

  /** Called when a phase starts, which ends the one before. */
  default void phase(String trainingId, TrainingPhase phase) {}

  /** Called before a record that reports the end is sent; may add headers. */
  default void answering(
      TrainingRequested request, TrainingOutcome outcome, ProducerRecord<String, byte[]> record) {}

  /** Called when the end is committed, or the training is given up on this trainer. */
  default void ended(String trainingId) {}
}
