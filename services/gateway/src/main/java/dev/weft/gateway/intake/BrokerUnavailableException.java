package dev.weft.gateway.intake;

/** The broker did not take an event in time. Retrying helps. */
public final class BrokerUnavailableException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private final String topic;

  /**
   * A failure to write.
   *
   * @param topic that the event was for
   */
  public BrokerUnavailableException(String topic, String message, Throwable cause) {
    super(message, cause);
    this.topic = topic;
  }

  /** The topic that the event was for. */
  public String topic() {
    return topic;
  }
}
