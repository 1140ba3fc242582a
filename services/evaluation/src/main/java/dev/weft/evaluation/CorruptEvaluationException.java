package dev.weft.evaluation;

/** What lies where a version's held-out answers should is something else. */
public final class CorruptEvaluationException extends Exception {
  private static final long serialVersionUID = 1;

  CorruptEvaluationException(String message) {
    super(message);
  }

  CorruptEvaluationException(String message, Throwable cause) {
    super(message, cause);
  }
}
