package dev.weft.trainer.run.start;

/** A training cannot be done as requested; a retry does not help. */
public final class TrainingImpossibleException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  public TrainingImpossibleException(String message) {
    super(message);
  }

  public TrainingImpossibleException(String message, Throwable cause) {
    super(message, cause);
  }
}
