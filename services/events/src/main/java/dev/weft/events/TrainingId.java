package dev.weft.events;

/** The rule for training ids, the same as for {@link ImageId}s: they are path segments too. */
public final class TrainingId {

  /** Letters, digits, dot, underscore and hyphen; 1 to 128 of them; the first a letter or digit. */
  public static final String PATTERN = ImageId.PATTERN;

  private TrainingId() {}

  /** Whether {@code id} may name a training. */
  public static boolean isValid(String id) {
    return ImageId.isValid(id);
  }

  /**
   * Returns {@code id} unchanged.
   *
   * @throws IllegalArgumentException if it may not name a training
   */
  public static String require(String id) {
    if (!isValid(id)) {
      throw new IllegalArgumentException(
          "training id must match "
              + PATTERN
              + ", but is "
              + (id == null ? "missing" : Excerpt.of(id)));
    }
    return id;
  }
}
