package dev.weft.trainer.run;

/** A training cannot be done as it was asked for, however often it is tried. */
final class Impossible extends RuntimeException {
  private static final long serialVersionUID = 1L;

  Impossible(String message) {
    super(message);
  }

  Impossible(String message, Throwable cause) {
    super(message, cause);
  }
}
