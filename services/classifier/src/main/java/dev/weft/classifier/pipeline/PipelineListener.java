package dev.weft.classifier.pipeline;

import dev.weft.events.ImageClassified;
import dev.weft.events.ImageRejected;

/**
 * Hears what the pipeline does, for metrics. Called on the pipeline's own threads: it must be quick
 * and must not throw.
 */
public interface PipelineListener {

  /** Hears nothing. */
  PipelineListener NONE = new PipelineListener() {};

  /** What is tried again until it passes. */
  enum Stage {
    FETCH,
    DECODE,
    INFER,
    COMMIT,
    RECALL,
    POLL
  }

  /** A batch was run, in {@code seconds}. */
  default void inferred(ServingModel model, int images, double seconds) {}

  /** A prediction was committed, {@code seconds} after its upload event's time. */
  default void classified(ImageClassified event, double seconds) {}

  /** A rejection was committed. */
  default void rejected(ImageRejected event) {}

  /** A record was passed over, because its image was answered already. */
  default void repeated() {}

  /** Something failed that is no fault of an image; it will be tried again. */
  default void retrying(Stage stage, Throwable cause) {}

  /** A transaction with so many results took {@code seconds}. */
  default void committed(int results, double seconds) {}
}
