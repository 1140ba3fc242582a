package dev.weft.classifier.inflight;

import dev.weft.events.ModelRef;
import dev.weft.events.image.ImageFailed;
import dev.weft.events.image.ObjectRef;
import dev.weft.events.model.ServingRole;
import java.time.Instant;

/**
 * The decoded image of an upload event.
 *
 * @param object with its SHA-256
 * @param slot the tensor; to be released once it was copied into the batch
 * @param lease the versions leased for the image; to be released when it is answered
 * @param spent durations of the stages so far
 */
public record DecodedImage(
    InFlightImage inFlight,
    ObjectRef object,
    TensorSlots.Slot slot,
    Models.Lease lease,
    Spent spent)
    implements BatchItem {

  /**
   * Durations of the stages before the engine, in seconds.
   *
   * @param queue from the record's timestamp to the start of the fetch
   */
  public record Spent(double queue, double fetch, double decode) {}

  @Override
  public boolean isUseless() {
    return inFlight.isUseless();
  }

  @Override
  public void candidateFailed(ModelRef candidate, String why, Instant now) {
    inFlight.failedOn(
        new ImageFailed(inFlight.event().imageId(), candidate, ServingRole.CANARY, why, now));
  }

  @Override
  public void release() {
    slot.close();
    lease.close();
  }
}
