package dev.weft.modelstore;

/**
 * A published version is not what its manifest says, or its manifest makes no sense. Retrying does
 * not help: another version must be served.
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
