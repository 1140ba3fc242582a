package dev.weft.classifier.pipeline;

import dev.weft.events.ObjectRef;

/**
 * A decoded image that waits for its batch.
 *
 * @param object with its SHA-256
 * @param slot the tensor; given back when it was copied into the batch
 * @param lease the models that take part; given back when the image is answered
 * @param spent where the time went until now
 */
record Prepared(Work work, ObjectRef object, Slots.Slot slot, Models.Lease lease, Spent spent) {

  /**
   * Seconds before the engine.
   *
   * @param queue from the record's time to the start of the fetch
   */
  record Spent(double queue, double fetch, double decode) {}

  Route route() {
    return lease.route();
  }

  /** The model that the tensor was made for. */
  ServingModel model() {
    return route().model();
  }

  /** Gives back what it holds. */
  void release() {
    slot.close();
    lease.close();
  }
}
