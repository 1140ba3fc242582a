package dev.weft.classifier.inflight;

import dev.weft.events.ModelRef;
import dev.weft.events.image.Uncertainty;
import java.time.Instant;
import java.util.concurrent.atomic.AtomicBoolean;

/** One image of a synchronous request. Owned by one thread at a time. */
public final class SynchronousImage implements BatchItem {

  private final SynchronousRequest request;
  private final int index;
  private final Models.Lease lease;
  private final Runnable place;
  private final AtomicBoolean released = new AtomicBoolean();
  private volatile TensorSlots.Slot slot;
  private volatile String failure = "the version failed";
  private volatile boolean settled;

  /**
   * @param index in its request
   * @param lease released together with the image
   * @param place releases its place in the queue
   */
  public SynchronousImage(
      SynchronousRequest request, int index, Models.Lease lease, Runnable place) {
    this.request = request;
    this.index = index;
    this.lease = lease;
    this.place = place;
  }

  public void fillsInto(TensorSlots.Slot taken) {
    slot = taken;
  }

  @Override
  public TensorSlots.Slot slot() {
    return slot;
  }

  @Override
  public Models.Lease lease() {
    return lease;
  }

  @Override
  public boolean isUseless() {
    return request.isOver();
  }

  /**
   * The image was classified.
   *
   * @param uncertainty null if answers have none
   */
  public void answer(float[] logits, Uncertainty uncertainty) {
    settled = true;
    request.classified(index, logits, uncertainty);
  }

  public void refuse(Refusal refusal) {
    settled = true;
    request.refused(index, refusal);
  }

  public void fail(String why) {
    settled = true;
    request.failed("image " + index + ": " + why);
  }

  @Override
  public void candidateFailed(ModelRef candidate, String why, Instant now) {
    failure = why;
  }

  /** The requested candidate failed on this image alone; no other version answers instead. */
  public void giveUp() {
    fail(failure);
  }

  /**
   * Releases its resources; without a result, which happens on shutdown, it ends its request too.
   */
  @Override
  public void release() {
    if (released.compareAndSet(false, true)) {
      if (!settled) {
        request.stopping();
      }
      var held = slot;
      if (held != null) {
        held.close();
      }
      lease.close();
      place.run();
      request.imageReleased();
    }
  }
}
