package dev.weft.gateway.intake;

/** The broker did not acknowledge an event in time. A retry helps. */
public final class BrokerUnavailableException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private final String topic;

  /**
   * @param topic of the event
   */
  public BrokerUnavailableException(String topic, String message, Throwable cause) {
    super(message, cause);
    this.topic = topic;
  }

  /** The topic of the event. */
  public String topic() {
    return topic;
  }
}
