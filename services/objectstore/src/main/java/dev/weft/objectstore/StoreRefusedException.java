package dev.weft.objectstore;

/**
 * The store refused a request: wrong keys, no permission, an object that is archived or encrypted
 * with a foreign key. A retry does not help; the settings, the store or the object must be changed.
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
