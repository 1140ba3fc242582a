package dev.weft.classifier.inflight;

import dev.weft.events.ModelRef;
import dev.weft.events.image.ImageFailed;
import dev.weft.events.image.ImageRejected;
import dev.weft.events.image.ImageUploaded;
import dev.weft.events.image.RejectionReason;
import java.time.Instant;
import java.util.concurrent.atomic.AtomicReference;

/**
 * One valid upload event on its way to an outcome. Created by the poll thread and started by the
 * pool; the poll thread may cancel it until it is started.
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
   * @param publishedAt the record's timestamp
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

  /** Passes its outcome to the partition that it came from. On the poll thread. */
  public void complete(ImageOutcome outcome) {
    source.complete(this, outcome);
  }

  /** Whether the partition that it came from has been lost. */
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

  /** Whether its outcome is no longer needed. */
  public boolean isUseless() {
    return phase.get() == Phase.CANCELLED || source.isAbandoned();
  }

  /** Marks it as started; returns false if it was cancelled. May be called again for a retry. */
  public boolean start() {
    return phase.compareAndSet(Phase.QUEUED, Phase.STARTED);
  }

  /**
   * Marks it as not started, after a failure that is not the image's fault, so that it may be
   * cancelled.
   */
  public void requeue() {
    phase.compareAndSet(Phase.STARTED, Phase.QUEUED);
  }

  /** Cancels it if it has not been started; it never gets an outcome then. */
  public boolean cancel() {
    return phase.compareAndSet(Phase.QUEUED, Phase.CANCELLED);
  }

  public boolean isCancelled() {
    return phase.get() == Phase.CANCELLED;
  }

  /** The candidate failed: from now on the image is classified by the serving version. */
  void failedOn(ImageFailed canary) {
    failure = canary;
  }

  /** The candidate's failure; null if none has failed. */
  public ImageFailed failure() {
    return failure;
  }

  /**
   * When a failure was first attributed to this image alone; {@code now} if this is the first time.
   */
  public Instant suspected(Instant now) {
    if (suspectedSince == null) {
      suspectedSince = now;
    }
    return suspectedSince;
  }

  /** Clears the suspicion: the failure was not, or is no longer, the image's fault. */
  public void unsuspected() {
    suspectedSince = null;
  }

  public boolean isExpired(Instant now) {
    return event.deadline() != null && now.isAfter(event.deadline());
  }

  /**
   * A rejection of the image.
   *
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

  /** A rejection because of its deadline. */
  public ImageOutcome.Rejected expired(ModelRef model, Instant now) {
    var refusal =
        new Refusal(
            RejectionReason.EXPIRED,
            "its deadline, "
                + event.deadline()
                + ", passed before it was classified; upload it again with a later deadline");
    return rejected(refusal, model, now);
  }
}
