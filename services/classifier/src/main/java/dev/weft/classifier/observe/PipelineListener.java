package dev.weft.classifier.observe;

import dev.weft.classifier.inflight.ServingModel;
import dev.weft.events.ModelRef;
import dev.weft.events.image.ImageClassified;
import dev.weft.events.image.ImageFailed;
import dev.weft.events.image.ImageRejected;
import dev.weft.events.model.Role;

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

  /** Follows each event on its own; asked once. */
  default ImageTracing tracing() {
    return ImageTracing.NONE;
  }

  /** A batch was run, in {@code seconds}. */
  default void inferred(ServingModel model, Role role, int images, double seconds) {}

  /** A prediction was committed, {@code seconds} after its upload event's time. */
  default void classified(ImageClassified event, double seconds) {}

  /** A shadow's prediction was sent. */
  default void shadowed(ImageClassified event) {}

  /** A shadow's image was left out, since others came first or the store was away. */
  default void shadowDropped(ModelRef model) {}

  /** A candidate could not classify an image. */
  default void failed(ImageFailed event) {}

  /** A rejection was committed. */
  default void rejected(ImageRejected event) {}

  /** A record was passed over, because its image was answered already. */
  default void repeated() {}

  /** Something failed that is no fault of an image; it will be tried again. */
  default void retrying(Stage stage, Throwable cause) {}

  /** A transaction with so many results took {@code seconds}. */
  default void committed(int results, double seconds) {}
}
