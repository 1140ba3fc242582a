package dev.weft.trainer.run;

/** A training cannot be done as it was asked for, however often it is tried. */
final class TrainingImpossibleException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  TrainingImpossibleException(String message) {
    super(message);
  }

  TrainingImpossibleException(String message, Throwable cause) {
    super(message, cause);
  }
}
