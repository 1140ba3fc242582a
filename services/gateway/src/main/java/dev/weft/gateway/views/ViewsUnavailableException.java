package dev.weft.gateway.views;

/** A partition of the views is starting, being moved or unreachable. A retry helps. */
public final class ViewsUnavailableException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  public ViewsUnavailableException(String message) {
    super(message);
  }

  public ViewsUnavailableException(String message, Throwable cause) {
    super(message, cause);
  }
}
