package dev.weft.features;

/** Receives the progress of a pass. */
@FunctionalInterface
public interface PassListener {
  /** Ignores progress. */
  PassListener SILENT = (done, total) -> {};

  /**
   * Called after each batch, by one thread at a time. An exception ends the pass and is rethrown by
   * it, which is how a pass is cancelled.
   *
   * @param done processed images, including unreadable ones
   * @param total all images of this pass
   */
  void done(int done, int total);
}
