package dev.weft.rollout.retention;

import java.time.Instant;
import java.util.Objects;

/**
 * A version in the store.
 *
 * @param publishedAt time of its publication
 * @param root the version at the start of its lineage, whose base trainings start from; itself if
 *     it was imported
 */
public record StoredVersion(int version, Instant publishedAt, int root) {
  public StoredVersion {
    Objects.requireNonNull(publishedAt, "publishedAt");
  }
}
