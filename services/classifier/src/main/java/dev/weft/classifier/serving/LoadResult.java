package dev.weft.classifier.serving;

import dev.weft.classifier.inflight.ServingModel;

/** Result of loading a version. */
sealed interface LoadResult {

  /** The version passed its checks and is warmed up. */
  record Ready(ServingModel model) implements LoadResult {}

  /**
   * A temporary failure: the store is unavailable, the disk is full. A retry may help.
   *
   * @param reason for people
   */
  record Failed(String reason) implements LoadResult {}

  /**
   * The version is broken, gives other results on this machine, or does not fit. A retry does not
   * help.
   *
   * @param reason for people
   */
  record Refused(String reason) implements LoadResult {}

  /**
   * Its load crashed, hung or exceeded a limit, here or in a child process. A retry may crash this
   * process.
   *
   * @param reason for people
   */
  record Crashed(String reason) implements LoadResult {}
}
