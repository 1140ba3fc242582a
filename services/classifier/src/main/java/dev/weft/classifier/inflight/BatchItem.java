package dev.weft.classifier.inflight;

import dev.weft.events.ModelRef;
import java.time.Instant;

/** An image whose tensor is made and that waits for its batch, whoever asked for it. */
public sealed interface BatchItem permits DecodedImage, SynchronousImage {

  /** The tensor; given back when it was copied into the batch. */
  TensorSlots.Slot slot();

  /** The models that take part; given back when the image is answered. */
  Models.Lease lease();

  /** Whether nobody waits for its answer any more. */
  boolean isUseless();

  /** The candidate could not answer. */
  void candidateFailed(ModelRef candidate, String why, Instant now);

  default Route route() {
    return lease().route();
  }

  /** The model that the tensor was made for. */
  default ServingModel model() {
    return route().model();
  }

  /** Gives back what it holds. May be called twice. */
  void release();
}
