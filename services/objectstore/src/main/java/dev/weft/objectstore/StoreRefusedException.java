package dev.weft.objectstore;

/**
 * The store understood and refused: wrong keys, no permission, an object that is archived or
 * encrypted with a key of another. Retrying does not help; somebody must change the settings, the
 * store or the object.
 */
public class StoreRefusedException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private final String code;

  public StoreRefusedException(String code, String message, Throwable cause) {
    super(message, cause);
    this.code = code;
  }

  /** S3's own error code, such as {@code AccessDenied}. */
  public String code() {
    return code;
  }
}
