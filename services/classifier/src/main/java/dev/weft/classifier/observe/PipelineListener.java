package dev.weft.classifier.observe;

import dev.weft.classifier.inflight.ServingModel;
import dev.weft.events.ModelRef;
import dev.weft.events.image.ImageClassified;
import dev.weft.events.image.ImageFailed;
import dev.weft.events.image.ImageRejected;
import dev.weft.events.model.ServingRole;

/**
 * Is notified of the pipeline's events, for metrics. Called on the pipeline's own threads:
 * implementations must return quickly and must not throw.
 */
public interface PipelineListener {

  /** Ignores all events. */
  PipelineListener NONE = new PipelineListener() {};

  /** A stage whose failures are retried. */
  enum Stage {
    FETCH,
    DECODE,
    INFER,
    COMMIT,
    RECALL,
    POLL
  }

  /** Traces each event of the pipeline; always the same. */
  default ImageTracing tracing() {
    return ImageTracing.NONE;
  }

  /** A batch was run, in {@code seconds}. */
  default void inferred(ServingModel model, ServingRole role, int images, double seconds) {}

  /** A prediction was committed, {@code seconds} after its upload event's timestamp. */
  default void classified(ImageClassified event, double seconds) {}

  /** A shadow's prediction was sent. */
  default void shadowed(ImageClassified event) {}

  /** A shadow's image was dropped, since the queue was full or the store was unavailable. */
  default void shadowDropped(ModelRef model) {}

  /** A candidate failed to classify an image. */
  default void failed(ImageFailed event) {}

  /** A rejection was committed. */
  default void rejected(ImageRejected event) {}

  /** A record was skipped, because its image was answered already. */
  default void repeated() {}

  /** Something failed that is not an image's fault, and will be retried. */
  default void retrying(Stage stage, Throwable cause) {}

  /** A transaction with a number of results was committed in {@code seconds}. */
  default void committed(int results, double seconds) {}

  /** Features of answered images were kept for trainings. */
  default void featuresKept(int images) {}

  /** Features of labeled images were computed for trainings, in idle time. */
  default void featuresComputed(int images) {}
}
