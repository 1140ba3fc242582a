package dev.weft.events.object;

import dev.weft.events.label.Label;
import java.util.Optional;

/**
 * Keys that contain their label: {@code labeled/<class>/<file>}, also below a model's prefix
 * ({@link ModelKey}).
 */
public final class LabeledKey {

  /** Prefix of labeled objects; the next segment of the key is the label. */
  public static final String PREFIX = "labeled/";

  private LabeledKey() {}

  /**
   * Returns the label that an object's key contains; empty for any other key, and if the class is
   * no valid {@link Label}.
   *
   * @param fullKey the key, not URL-encoded
   */
  public static Optional<String> label(String fullKey) {
    String key = ModelKey.rest(fullKey);
    if (!key.startsWith(PREFIX)) {
      return Optional.empty();
    }
    int end = key.indexOf('/', PREFIX.length());
    boolean file = end >= 0 && end < key.length() - 1;
    return file
        ? Optional.of(key.substring(PREFIX.length(), end)).filter(Label::isValid)
        : Optional.empty();
  }

  /** Whether the key is under {@link #PREFIX}. */
  public static boolean isUnder(String key) {
    return ModelKey.rest(key).startsWith(PREFIX);
  }
}
