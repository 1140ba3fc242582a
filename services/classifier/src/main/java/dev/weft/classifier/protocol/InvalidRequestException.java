package dev.weft.classifier.protocol;

/** A request that violates the protocol, or this server's limits. The message is for people. */
public final class InvalidRequestException extends RuntimeException {

  private static final long serialVersionUID = 1;

  /** Kind of violation. */
  public enum Kind {
    /** The request is malformed, or refers to something that does not exist. */
    INVALID,
    /** The request exceeds a limit. */
    TOO_LARGE
  }

  private final Kind kind;

  private InvalidRequestException(Kind kind, String message) {
    super(message);
    this.kind = kind;
  }

  static InvalidRequestException invalid(String format, Object... values) {
    return new InvalidRequestException(Kind.INVALID, format.formatted(values));
  }

  static InvalidRequestException tooLarge(String format, Object... values) {
    return new InvalidRequestException(Kind.TOO_LARGE, format.formatted(values));
  }

  /** Kind of violation. */
  public Kind kind() {
    return kind;
  }
}
