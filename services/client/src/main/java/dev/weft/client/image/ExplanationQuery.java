package dev.weft.client.image;

/**
 * What is to be explained.
 *
 * @param version of the model; null for the one that answered the image, else the newest
 * @param label one of the version's; null for the one that it predicts
 * @param size the picture's longer side in pixels, 64 to 2048; null for the server's default
 */
public record ExplanationQuery(Integer version, String label, Integer size) {

  /** The predicted label, by the version that answered. */
  public static final ExplanationQuery DEFAULT = new ExplanationQuery(null, null, null);
}
