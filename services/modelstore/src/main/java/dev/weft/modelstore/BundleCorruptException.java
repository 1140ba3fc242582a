package dev.weft.modelstore;

/**
 * A published version does not match its manifest, or its manifest is invalid. A retry does not
 * help: another version must be served.
 */
public final class BundleCorruptException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  public BundleCorruptException(String message) {
    super(message);
  }

  public BundleCorruptException(String message, Throwable cause) {
    super(message, cause);
  }
}
