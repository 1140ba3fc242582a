package dev.weft.gateway.intake;

/** A body that does not match its content type. The message is for the client. */
public final class MalformedMultipartException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  public MalformedMultipartException(String message) {
    super(message);
  }
}
