package dev.weft.objectstore;

/**
 * The store responds, but the bucket does not exist: the store was restarted without its disk, the
 * bucket was removed, or the name is wrong. It implies nothing about the existence of any object.
 */
public final class BucketMissingException extends StoreUnavailableException {
  private static final long serialVersionUID = 1L;

  public BucketMissingException(String message, Throwable cause) {
    super(message, cause);
  }
}
