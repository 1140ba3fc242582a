package dev.weft.kafka.topic;

/** The topics are not as they must be, or nobody could tell. The message says what to do. */
public final class TopicSetupException extends RuntimeException {

  private final boolean retryable;

  TopicSetupException(String message, boolean retryable, Throwable cause) {
    super(message, cause);
    this.retryable = retryable;
  }

  /** Whether the same call can succeed later without anyone's help but the broker's. */
  public boolean retryable() {
    return retryable;
  }
}
