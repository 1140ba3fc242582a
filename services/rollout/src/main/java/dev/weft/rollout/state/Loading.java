package dev.weft.rollout.state;

import java.time.Instant;
import java.util.Objects;

/**
 * A replica that was loading a version in its last report, and has not reported since that it is
 * loaded, cannot be loaded, or that the replica is leaving.
 *
 * @param since when it was first reported as loading
 * @param lastReportAt when the replica last reported
 */
public record Loading(String replica, int version, Instant since, Instant lastReportAt) {
  public Loading {
    Objects.requireNonNull(replica, "replica");
    Objects.requireNonNull(since, "since");
    Objects.requireNonNull(lastReportAt, "lastReportAt");
  }
}
