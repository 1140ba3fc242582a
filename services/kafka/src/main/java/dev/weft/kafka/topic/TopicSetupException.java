package dev.weft.kafka.topic;

/** The topics' configuration is wrong, or could not be determined. The message says what to do. */
public final class TopicSetupException extends RuntimeException {

  private final boolean retryable;

  TopicSetupException(String message, boolean retryable, Throwable cause) {
    super(message, cause);
    this.retryable = retryable;
  }

  /** Whether the same call can succeed later without an operator's action. */
  public boolean retryable() {
    return retryable;
  }
}
