package dev.weft.xception.weights;

/** A weight file cannot be read, or does not match the network; the message names the mismatch. */
public class WeightsException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  public WeightsException(String message) {
    super(message);
  }

  public WeightsException(String message, Throwable cause) {
    super(message, cause);
  }
}
