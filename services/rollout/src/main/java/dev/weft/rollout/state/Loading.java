package dev.weft.rollout.state;

import java.time.Instant;
import java.util.Objects;

/**
 * A replica that was loading a version when it was last heard, and has not said since that it has
 * it, cannot have it, or leaves.
 *
 * @param since when it was first heard to load it
 * @param heardAt when it was last heard
 */
public record Loading(String replica, int version, Instant since, Instant heardAt) {
  public Loading {
    Objects.requireNonNull(replica, "replica");
    Objects.requireNonNull(since, "since");
    Objects.requireNonNull(heardAt, "heardAt");
  }
}
