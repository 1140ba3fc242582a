package dev.weft.objectstore;

/** The store did not answer, or refused for a reason of its own. Retrying may help. */
public class StoreUnavailableException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  public StoreUnavailableException(String message, Throwable cause) {
    super(message, cause);
  }
}
