package dev.weft.gateway.pictures;

/**
 * Limits of previews.
 *
 * @param atOnce number of previews made concurrently
 * @param waiting maximum number of waiting requests
 * @param maxBytes of an image
 * @param maxPixels of an image
 */
public record PreviewSettings(int atOnce, int waiting, long maxBytes, long maxPixels) {
  public PreviewSettings {
    if (atOnce < 1 || waiting < 0) {
      throw new IllegalArgumentException(
          "atOnce must be at least 1 and waiting must not be negative, but they are %d and %d"
              .formatted(atOnce, waiting));
    }
  }
}
