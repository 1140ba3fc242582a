package dev.weft.client.image;

/**
 * Selects the images of a list, and the page. Null components do not restrict it.
 *
 * @param cursor {@link ImageList#next} of the page before
 * @param label the most probable predicted label
 * @param labeled the label that the image was given
 * @param limit page size, 1 to 200
 * @param state the images' state
 */
public record ImageQuery(
    String cursor, String label, String labeled, Integer limit, ImageState state) {

  /** All images. */
  public static final ImageQuery ALL = new ImageQuery(null, null, null, null, null);

  /** Restricts the list to images that were given this label. */
  public ImageQuery labeled(String label) {
    return new ImageQuery(cursor, this.label, label, limit, state);
  }

  /** Restricts the list to images in this state. */
  public ImageQuery state(ImageState wanted) {
    return new ImageQuery(cursor, label, labeled, limit, wanted);
  }

  /** Sets the page size. */
  public ImageQuery limit(int images) {
    return new ImageQuery(cursor, label, labeled, images, state);
  }

  /** Selects the page after this cursor. */
  public ImageQuery after(String next) {
    return new ImageQuery(next, label, labeled, limit, state);
  }
}
