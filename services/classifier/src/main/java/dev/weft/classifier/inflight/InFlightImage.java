package dev.weft.classifier.inflight;

import dev.weft.events.ModelRef;
import dev.weft.events.image.ImageFailed;
import dev.weft.events.image.ImageRejected;
import dev.weft.events.image.ImageUploaded;
import dev.weft.events.image.RejectionReason;
import java.time.Instant;
import java.util.concurrent.atomic.AtomicReference;

/**
 * One valid upload event on its way to an outcome. The poll thread makes it, the pool starts it;
 * the poll thread may cancel it as long as nobody has.
 */
public final class InFlightImage {

  private enum Phase {
    QUEUED,
    STARTED,
    CANCELLED
  }

  private final ImageUploaded event;
  private final ImageRejected.Origin origin;
  private final Instant publishedAt;
  private final SourcePartition source;
  private final AtomicReference<Phase> phase = new AtomicReference<>(Phase.QUEUED);
  private volatile ImageFailed failure;
  private volatile Instant suspectedSince;

  /**
   * @param publishedAt the record's time
   */
  public InFlightImage(
      ImageUploaded event,
      ImageRejected.Origin origin,
      Instant publishedAt,
      SourcePartition source) {
    this.event = event;
    this.origin = origin;
    this.publishedAt = publishedAt;
    this.source = source;
  }

  public ImageUploaded event() {
    return event;
  }

  public ImageRejected.Origin origin() {
    return origin;
  }

  /** Hands its outcome to the partition that it came from. On the poll thread. */
  public void complete(ImageOutcome outcome) {
    source.complete(this, outcome);
  }

  /** Whether the partition that it came from is gone. */
  public boolean isAbandoned() {
    return source.isAbandoned();
  }

  /** Whether its outcome is committed. */
  public boolean isCommitted() {
    return source.isCommitted(origin.offset());
  }

  public Instant publishedAt() {
    return publishedAt;
  }

  /** Whether nobody waits for the outcome. */
  public boolean isUseless() {
    return phase.get() == Phase.CANCELLED || source.isAbandoned();
  }

  /** Marks it begun; false if it was cancelled. May be called again for a retry. */
  public boolean start() {
    return phase.compareAndSet(Phase.QUEUED, Phase.STARTED);
  }

  /** Puts it back after a failure that is no fault of the image, so that it may be cancelled. */
  public void requeue() {
    phase.compareAndSet(Phase.STARTED, Phase.QUEUED);
  }

  /** Takes it out if it has not begun; it never gets an outcome then. */
  public boolean cancel() {
    return phase.compareAndSet(Phase.QUEUED, Phase.CANCELLED);
  }

  public boolean isCancelled() {
    return phase.get() == Phase.CANCELLED;
  }

  /** The candidate could not answer: from now on the image is the serving version's. */
  void failedOn(ImageFailed canary) {
    failure = canary;
  }

  /** The candidate's failure; null if none has failed. */
  public ImageFailed failure() {
    return failure;
  }

  /** When the image, and nothing else, was first found to be at fault; now, if never before. */
  public Instant suspected(Instant now) {
    if (suspectedSince == null) {
      suspectedSince = now;
    }
    return suspectedSince;
  }

  /** It was not the image's fault, or is no more. */
  public void unsuspected() {
    suspectedSince = null;
  }

  public boolean isExpired(Instant now) {
    return event.deadline() != null && now.isAfter(event.deadline());
  }

  /**
   * @param model that it was being prepared for; null if none was chosen yet
   */
  public ImageOutcome.Rejected rejected(Refusal refusal, ModelRef model, Instant now) {
    return new ImageOutcome.Rejected(
        new ImageRejected(
            event.imageId(),
            event.object(),
            refusal.reason(),
            refusal.detail(),
            model,
            origin,
            now),
        failure);
  }

  /** The same, for its deadline. */
  public ImageOutcome.Rejected expired(ModelRef model, Instant now) {
    var refusal =
        new Refusal(
            RejectionReason.EXPIRED,
            "its deadline, "
                + event.deadline()
                + ", passed before it could be classified; upload it again with a later one");
    return rejected(refusal, model, now);
  }
}
