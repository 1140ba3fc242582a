package dev.weft.evaluation;

/** The file of a version's held-out answers is invalid. */
public final class CorruptEvaluationException extends Exception {
  private static final long serialVersionUID = 1;

  CorruptEvaluationException(String message) {
    super(message);
  }

  CorruptEvaluationException(String message, Throwable cause) {
    super(message, cause);
  }
}
