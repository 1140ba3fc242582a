package dev.weft.objectstore;

/**
 * The store answers, but has no such bucket: it came back without its disk, the bucket was removed,
 * or the name is wrong. It says nothing about any object, so nothing may be concluded about one.
 */
public final class BucketMissingException extends StoreUnavailableException {
  private static final long serialVersionUID = 1L;

  public BucketMissingException(String message, Throwable cause) {
    super(message, cause);
  }
}
