package dev.weft.classifier.serving;

import dev.weft.classifier.inflight.ServingModel;

/** What came of loading a version. */
sealed interface LoadResult {

  /** It passed its checks and is warm. */
  record Ready(ServingModel model) implements LoadResult {}

  /**
   * It could not be had this time: the store is away, the disk is full. Trying again may help.
   *
   * @param reason for people
   */
  record Failed(String reason) implements LoadResult {}

  /**
   * It is broken, gives other answers on this machine, or does not fit. Trying again does not help.
   *
   * @param reason for people
   */
  record Refused(String reason) implements LoadResult {}

  /**
   * Its load crashed, hung or took too much, here or in a process of its own. Trying again may take
   * this process down.
   *
   * @param reason for people
   */
  record Crashed(String reason) implements LoadResult {}
}
