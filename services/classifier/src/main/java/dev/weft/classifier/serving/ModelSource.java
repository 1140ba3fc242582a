package dev.weft.classifier.serving;

/** Decides which versions are loaded, and loads them, on a thread of its own. */
public interface ModelSource extends AutoCloseable {

  void start();

  /** How far it is. Any thread. */
  LoadingState state();

  /** Ends the loading; models that were handed on are not touched. */
  @Override
  void close();
}
