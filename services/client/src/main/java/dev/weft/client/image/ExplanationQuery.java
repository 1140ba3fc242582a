package dev.weft.client.image;

/**
 * Selects what to explain.
 *
 * @param version the model's version; null for the one that answered the image, or the newest that
 *     classifiers do not refuse if none did
 * @param label one of the version's classes; null for the predicted one
 * @param size the picture's longer side in pixels, 64 to 2048; null for the server's default
 */
public record ExplanationQuery(Integer version, String label, Integer size) {

  /** The predicted label, by the version that answered. */
  public static final ExplanationQuery DEFAULT = new ExplanationQuery(null, null, null);
}
