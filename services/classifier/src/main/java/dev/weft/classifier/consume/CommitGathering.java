package dev.weft.classifier.consume;

import dev.weft.classifier.inflight.ImageOutcome;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Collection;

/**
 * Decides how long ready outcomes wait for others, so that under load a transaction has many of
 * them: a transaction costs as much as several images. Nothing waits unless an image is in
 * progress. An answer waits for at most a quarter of the time since its upload, so that it is not
 * noticeably later, and no outcome for more than {@link #MOST}. Confined to the poll thread.
 */
final class CommitGathering {

  static final Duration MOST = Duration.ofMillis(200);

  private static final int PART = 4;

  private final InstantSource clock;
  private Instant since;

  CommitGathering(InstantSource clock) {
    this.clock = clock;
  }

  /**
   * Returns how long what is ready may still wait; zero if it is to be committed now.
   *
   * @param most the result if nothing is ready
   */
  Duration left(Collection<AssignedPartition> assigned, Duration most) {
    if (assigned.stream().noneMatch(AssignedPartition::hasReady)) {
      since = null;
      return most;
    }
    Instant now = clock.instant();
    if (since == null) {
      since = now;
    }
    if (assigned.stream().allMatch(owned -> owned.inProgress() == 0)) {
      return Duration.ZERO;
    }
    Duration waited = Duration.between(since, now);
    Duration left = maxWait(assigned, now).minus(waited);
    // A clock that was set back does not make anything wait longer.
    return left.isNegative() || waited.isNegative() ? Duration.ZERO : left;
  }

  /** What is ready is committed, or about to be. */
  void ended() {
    since = null;
  }

  private static Duration maxWait(Collection<AssignedPartition> assigned, Instant now) {
    Duration maxWait = MOST;
    for (AssignedPartition owned : assigned) {
      var ready = owned.ready();
      if (ready != null) {
        for (ImageOutcome outcome : ready.results()) {
          Duration own = maxWait(outcome, now);
          maxWait = own.compareTo(maxWait) < 0 ? own : maxWait;
        }
      }
    }
    return maxWait;
  }

  private static Duration maxWait(ImageOutcome outcome, Instant now) {
    if (outcome instanceof ImageOutcome.Classified classified) {
      return Duration.between(classified.event().uploadedAt(), now).dividedBy(PART);
    }
    // A rejection tells a client at once what is wrong; nobody waits for the others.
    return outcome instanceof ImageOutcome.Rejected ? Duration.ZERO : MOST;
  }
}
