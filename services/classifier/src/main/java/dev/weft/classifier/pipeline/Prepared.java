package dev.weft.classifier.pipeline;

import dev.weft.events.ImageFailed;
import dev.weft.events.ModelRef;
import dev.weft.events.ObjectRef;
import dev.weft.events.Role;
import java.time.Instant;

/**
 * The decoded image of an upload event.
 *
 * @param object with its SHA-256
 * @param slot the tensor; given back when it was copied into the batch
 * @param lease the models that take part; given back when the image is answered
 * @param spent where the time went until now
 */
record Prepared(Work work, ObjectRef object, Slots.Slot slot, Models.Lease lease, Spent spent)
    implements Queued {

  /**
   * Seconds before the engine.
   *
   * @param queue from the record's time to the start of the fetch
   */
  record Spent(double queue, double fetch, double decode) {}

  @Override
  public boolean isUseless() {
    return work.isUseless();
  }

  @Override
  public void candidateFailed(ModelRef candidate, String why, Instant now) {
    work.failedOn(new ImageFailed(work.event().imageId(), candidate, Role.CANARY, why, now));
  }

  @Override
  public void release() {
    slot.close();
    lease.close();
  }
}
