package dev.weft.trainer.run.context;

/** A training is not to go on here. */
public final class TrainingStoppedException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private final boolean cancelled;

  private TrainingStoppedException(String message, boolean cancelled) {
    super(message);
    this.cancelled = cancelled;
  }

  /** Nobody wants it any more. */
  public static TrainingStoppedException cancelled() {
    return new TrainingStoppedException("it was cancelled", true);
  }

  /** It goes on elsewhere, or later. */
  public static TrainingStoppedException givenUp() {
    return new TrainingStoppedException("this trainer gives it up", false);
  }

  /** Whether it has ended for good. */
  public boolean isCancelled() {
    return cancelled;
  }
}
