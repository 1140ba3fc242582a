package dev.weft.classifier.serving;

/** Decides which versions are loaded, and loads them, on a thread of its own. */
public interface ModelSource extends AutoCloseable {

  void start();

  /** Current loading state. Thread-safe. */
  LoadingState state();

  /** Stops loading; versions that were handed over are not affected. */
  @Override
  void close();
}
