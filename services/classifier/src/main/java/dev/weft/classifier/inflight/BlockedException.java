package dev.weft.classifier.inflight;

/**
 * Nothing can be answered until an operator fixes the problem described by the message; no image is
 * at fault.
 */
public final class BlockedException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  public BlockedException(String message, Throwable cause) {
    super(message, cause);
  }
}
