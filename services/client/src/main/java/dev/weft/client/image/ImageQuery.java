package dev.weft.client.image;

/**
 * Which images a list holds, and where it goes on. What is null does not matter.
 *
 * @param cursor {@link ImageList#next} of the page before
 * @param label that was predicted, and has the highest probability
 * @param labeled label that somebody gave
 * @param limit of the page, 1 to 200
 * @param state how far they are
 */
public record ImageQuery(
    String cursor, String label, String labeled, Integer limit, ImageState state) {

  /** All images. */
  public static final ImageQuery ALL = new ImageQuery(null, null, null, null, null);

  /** Only images with this label, which somebody gave. */
  public ImageQuery labeled(String label) {
    return new ImageQuery(cursor, this.label, label, limit, state);
  }

  /** Only images that are so far. */
  public ImageQuery state(ImageState wanted) {
    return new ImageQuery(cursor, label, labeled, limit, wanted);
  }

  /** Pages of so many. */
  public ImageQuery limit(int images) {
    return new ImageQuery(cursor, label, labeled, images, state);
  }

  /** The page behind this cursor. */
  public ImageQuery after(String next) {
    return new ImageQuery(next, label, labeled, limit, state);
  }
}
