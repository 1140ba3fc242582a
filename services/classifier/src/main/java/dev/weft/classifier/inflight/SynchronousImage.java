package dev.weft.classifier.inflight;

import dev.weft.events.ModelRef;
import dev.weft.events.image.Uncertainty;
import java.time.Instant;
import java.util.concurrent.atomic.AtomicBoolean;

/** One image of a request that a client waits for. It belongs to one thread after the other. */
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
   * @param lease given back with it
   * @param place gives its place in the queue back
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
   * It is classified.
   *
   * @param uncertainty null if nothing is said of it
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

  /** The candidate that was asked for failed on it alone: nobody answers in its place. */
  public void giveUp() {
    fail(failure);
  }

  /** Where it leaves without a result, since the process ends, its request ends with it. */
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
