package dev.weft.classifier.pipeline;

import dev.weft.events.ImageRejected;
import dev.weft.events.ImageUploaded;
import dev.weft.events.RejectionReason;
import java.time.Instant;
import java.util.concurrent.atomic.AtomicReference;

/**
 * One valid upload event on its way to an outcome. The poll thread makes it, the pool starts it;
 * the poll thread may cancel it as long as nobody has.
 */
final class Work {

  private enum Phase {
    QUEUED,
    STARTED,
    CANCELLED
  }

  private final ImageUploaded event;
  private final ImageRejected.Origin origin;
  private final Instant publishedAt;
  private final Lane lane;
  private final AtomicReference<Phase> phase = new AtomicReference<>(Phase.QUEUED);

  /**
   * @param publishedAt the record's time
   */
  Work(ImageUploaded event, ImageRejected.Origin origin, Instant publishedAt, Lane lane) {
    this.event = event;
    this.origin = origin;
    this.publishedAt = publishedAt;
    this.lane = lane;
  }

  ImageUploaded event() {
    return event;
  }

  ImageRejected.Origin origin() {
    return origin;
  }

  /** The partition that it came from and that gets its outcome. */
  Lane lane() {
    return lane;
  }

  Instant publishedAt() {
    return publishedAt;
  }

  /** Whether nobody waits for the outcome. */
  boolean isUseless() {
    return phase.get() == Phase.CANCELLED || lane.isAbandoned();
  }

  /** Marks it begun; false if it was cancelled. May be called again for a retry. */
  boolean start() {
    return phase.compareAndSet(Phase.QUEUED, Phase.STARTED);
  }

  /** Puts it back after a failure that is no fault of the image, so that it may be cancelled. */
  void requeue() {
    phase.compareAndSet(Phase.STARTED, Phase.QUEUED);
  }

  /** Takes it out if it has not begun; it never gets an outcome then. */
  boolean cancel() {
    return phase.compareAndSet(Phase.QUEUED, Phase.CANCELLED);
  }

  boolean isCancelled() {
    return phase.get() == Phase.CANCELLED;
  }

  boolean isExpired(Instant now) {
    return event.deadline() != null && now.isAfter(event.deadline());
  }

  Outcome.Rejected rejected(RejectionReason reason, String detail, Instant now) {
    return new Outcome.Rejected(
        new ImageRejected(event.imageId(), event.object(), reason, detail, origin, now));
  }

  Outcome.Rejected expired(Instant now) {
    return rejected(
        RejectionReason.EXPIRED,
        "its deadline, "
            + event.deadline()
            + ", passed before it could be classified; upload it again with a later one",
        now);
  }
}
