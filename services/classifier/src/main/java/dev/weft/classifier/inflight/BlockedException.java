package dev.weft.classifier.inflight;

/** Nothing can be answered until somebody mends what the message says; no image is at fault. */
public final class BlockedException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  public BlockedException(String message, Throwable cause) {
    super(message, cause);
  }
}
