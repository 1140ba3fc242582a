package dev.weft.xception.weights;

/**
 * A weight file cannot be read, or is not for this network; the message names what does not fit.
 */
public class WeightsException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  public WeightsException(String message) {
    super(message);
  }

  public WeightsException(String message, Throwable cause) {
    super(message, cause);
  }
}
