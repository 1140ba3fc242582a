package dev.weft.trainer.features;

/** Told how far a pass is. */
@FunctionalInterface
public interface PassListener {
  /** Says nothing. */
  PassListener SILENT = (done, total) -> {};

  /**
   * Called after each batch, by one thread at a time. What it throws ends the pass and is thrown by
   * it: that is how a pass is cancelled.
   *
   * @param done images that are done, unreadable ones included
   * @param total images of this pass
   */
  void done(int done, int total);
}
