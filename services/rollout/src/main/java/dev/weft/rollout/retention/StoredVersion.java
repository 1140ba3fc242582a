package dev.weft.rollout.retention;

import java.time.Instant;
import java.util.Objects;

/**
 * A version in the store.
 *
 * @param publishedAt when
 * @param root the version that it goes back to, whose base trainings start from; itself if it was
 *     imported
 */
public record StoredVersion(int version, Instant publishedAt, int root) {
  public StoredVersion {
    Objects.requireNonNull(publishedAt, "publishedAt");
  }
}
