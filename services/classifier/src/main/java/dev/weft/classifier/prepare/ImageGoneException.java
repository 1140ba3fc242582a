package dev.weft.classifier.prepare;

/** An image that was answered before is no longer in the store: erased, or overwritten. */
public final class ImageGoneException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  ImageGoneException(String message) {
    super(message);
  }
}
