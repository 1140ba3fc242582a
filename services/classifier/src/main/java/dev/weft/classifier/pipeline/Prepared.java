package dev.weft.classifier.pipeline;

import dev.weft.events.ObjectRef;

/**
 * A decoded image that waits for its batch.
 *
 * @param object with its SHA-256
 * @param slot the tensor; given back when it was copied into the batch
 * @param lease the model that the tensor was made for; given back when the image is answered
 * @param queueSeconds from the record's time to the start of the fetch
 */
record Prepared(
    Work work,
    ObjectRef object,
    Slots.Slot slot,
    Models.Lease lease,
    double queueSeconds,
    double fetchSeconds,
    double decodeSeconds) {

  ServingModel model() {
    return lease.model();
  }

  /** Gives back what it holds. */
  void release() {
    slot.close();
    lease.close();
  }
}
