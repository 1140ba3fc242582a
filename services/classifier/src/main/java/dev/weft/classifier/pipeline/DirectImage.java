package dev.weft.classifier.pipeline;

import dev.weft.events.ModelRef;
import java.time.Instant;
import java.util.concurrent.atomic.AtomicBoolean;

/** One image of a request that a client waits for. It belongs to one thread after the other. */
final class DirectImage implements Queued {

  private final DirectRequest request;
  private final int index;
  private final Models.Lease lease;
  private final Runnable place;
  private final AtomicBoolean released = new AtomicBoolean();
  private volatile Slots.Slot slot;
  private volatile String failure = "the version failed";
  private volatile boolean settled;

  /**
   * @param index in its request
   * @param lease given back with it
   * @param place gives its place in the queue back
   */
  DirectImage(DirectRequest request, int index, Models.Lease lease, Runnable place) {
    this.request = request;
    this.index = index;
    this.lease = lease;
    this.place = place;
  }

  void fillsInto(Slots.Slot taken) {
    slot = taken;
  }

  @Override
  public Slots.Slot slot() {
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

  void answer(float[] logits) {
    settled = true;
    request.classified(index, logits);
  }

  void refuse(Refusal refusal) {
    settled = true;
    request.refused(index, refusal);
  }

  void fail(String why) {
    settled = true;
    request.failed("image " + index + ": " + why);
  }

  @Override
  public void candidateFailed(ModelRef candidate, String why, Instant now) {
    failure = why;
  }

  /** The candidate that was asked for failed on it alone: nobody answers in its place. */
  void giveUp() {
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
