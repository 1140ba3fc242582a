package dev.weft.trainer.run.context;

/** A training is to stop on this trainer. */
public final class TrainingStoppedException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private final boolean cancelled;

  private TrainingStoppedException(String message, boolean cancelled) {
    super(message);
    this.cancelled = cancelled;
  }

  /** The training was cancelled. */
  public static TrainingStoppedException cancelled() {
    return new TrainingStoppedException("it was cancelled", true);
  }

  /** The training is to be resumed elsewhere, or later. */
  public static TrainingStoppedException givenUp() {
    return new TrainingStoppedException("this trainer stopped working on it", false);
  }

  /** Whether the training was cancelled for good. */
  public boolean isCancelled() {
    return cancelled;
  }
}
