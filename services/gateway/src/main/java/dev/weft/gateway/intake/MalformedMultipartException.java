package dev.weft.gateway.intake;

/** A body that is not what its content type says. The message is for the client. */
public final class MalformedMultipartException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  public MalformedMultipartException(String message) {
    super(message);
  }
}
