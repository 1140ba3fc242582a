package dev.weft.classifier.pipeline;

/** Nothing can be answered until somebody mends what the message says; no image is at fault. */
final class BlockedException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  BlockedException(String message, Throwable cause) {
    super(message, cause);
  }
}
