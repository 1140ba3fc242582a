package dev.weft.classifier.protocol;

/**
 * A request that the protocol, or this server's limits, do not allow. The message is for people.
 */
public final class InvalidRequestException extends RuntimeException {

  private static final long serialVersionUID = 1;

  /** What is wrong with it. */
  public enum Kind {
    /** It is malformed, or asks for what there is not. */
    INVALID,
    /** It is more than the limits allow. */
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

  /** What is wrong. */
  public Kind kind() {
    return kind;
  }
}
