package dev.weft.gateway.intake;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;

/**
 * Which stored uploads have certainly been published, so that views that are recent enough know
 * them and the store need not be asked. Thread-safe.
 */
public final class ReconciledUploads {

  private static final Duration HOUR = Duration.ofHours(1);

  private record Progress(Instant asOf, Instant hours, boolean withoutHour) {

    /** The same progress has been true since it was first read, and views may have passed that. */
    private Progress after(Progress before) {
      return hours.equals(before.hours) && withoutHour == before.withoutHour ? before : this;
    }
  }

  private final Clock clock;
  private final boolean isRemembered;
  private volatile Progress progress = new Progress(Instant.MAX, Instant.MIN, false);

  /**
   * @param remembered how long views keep an image; null for ever. If not until the end of the next
   *     hour, the store is always asked about that
   */
  public ReconciledUploads(Clock clock, Duration remembered) {
    this.clock = clock;
    this.isRemembered = remembered == null || remembered.compareTo(HOUR.multipliedBy(2)) >= 0;
  }

  /**
   * Sets the progress of the reconciliation.
   *
   * @param asOf when the progress was read, by this process's clock, or earlier
   * @param hours all uploads of earlier hours have been published
   * @param withoutHour whether all uploads under keys without an hour have been published, and no
   *     gateway stores any more of them
   */
  public synchronized void reached(Instant asOf, Instant hours, boolean withoutHour) {
    progress = new Progress(asOf, hours, withoutHour).after(progress);
  }

  /**
   * Whether views can spare every request to the store for an upload.
   *
   * @param viewed see {@link KnownUploads.Found#viewed}
   */
  public boolean isComplete(Instant viewed) {
    return includesHourBefore(viewed) && includesKeysWithoutHour(viewed);
  }

  /** Whether views know all uploads of the hour before the current one. */
  boolean includesHourBefore(Instant viewed) {
    Progress now = progress;
    Instant before = clock.instant().truncatedTo(ChronoUnit.HOURS).minus(HOUR);
    return isRemembered && !viewed.isBefore(now.asOf()) && before.isBefore(now.hours());
  }

  /** Whether views know all uploads under keys without an hour. */
  boolean includesKeysWithoutHour(Instant viewed) {
    Progress now = progress;
    return !viewed.isBefore(now.asOf()) && now.withoutHour();
  }
}
