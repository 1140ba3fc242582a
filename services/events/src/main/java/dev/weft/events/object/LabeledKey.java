package dev.weft.events.object;

import dev.weft.events.label.Label;
import java.util.Optional;

/**
 * Objects that say their own label: {@code labeled/<class>/<file>}, also below what {@link
 * ModelKey} has for one model.
 */
public final class LabeledKey {

  /** What lies under this prefix is labeled with the next segment of its key. */
  public static final String PREFIX = "labeled/";

  private LabeledKey() {}

  /**
   * The label that an object's key says; empty for any other key, and where the class is no {@link
   * Label}.
   *
   * @param fullKey the key as it is, not URL-encoded
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

  /** Whether the key lies under {@link #PREFIX}. */
  public static boolean isUnder(String key) {
    return ModelKey.rest(key).startsWith(PREFIX);
  }
}
