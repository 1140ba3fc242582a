package dev.weft.classifier.inflight;

import dev.weft.events.ModelRef;
import java.time.Instant;

/** An image with its tensor that waits for a batch, from an event or a synchronous request. */
public sealed interface BatchItem permits DecodedImage, SynchronousImage {

  /** The tensor; to be released once it was copied into the batch. */
  TensorSlots.Slot slot();

  /** The versions leased for the image; to be released when the image is answered. */
  Models.Lease lease();

  /** Whether its outcome is no longer needed. */
  boolean isUseless();

  /** The candidate failed on the image. */
  void candidateFailed(ModelRef candidate, String why, Instant now);

  default Route route() {
    return lease().route();
  }

  /** The version that the tensor was made for. */
  default ServingModel model() {
    return route().model();
  }

  /** Releases its resources. May be called twice. */
  void release();
}
