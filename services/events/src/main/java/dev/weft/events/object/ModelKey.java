package dev.weft.events.object;

import dev.weft.events.ModelName;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Keys that name the model that classifies the image: {@code by-model/<model>/images/...} and
 * {@code by-model/<model>/labeled/<class>/<file>}. Objects with other keys are for the
 * installation's default model.
 */
public final class ModelKey {

  /** Prefix of such keys; the next segment is the model's name. */
  public static final String PREFIX = "by-model/";

  private static final Pattern KEY =
      Pattern.compile(PREFIX + "(" + ModelName.PATTERN + ")/(.+)", Pattern.DOTALL);

  private ModelKey() {}

  /**
   * Returns the model that an object's key names; empty if it names none, or the name is invalid.
   */
  public static Optional<String> model(String key) {
    Matcher named = KEY.matcher(key);
    return named.matches() ? Optional.of(named.group(1)) : Optional.empty();
  }

  /** Returns the key without the model's prefix; unchanged if it has none. */
  public static String rest(String key) {
    Matcher named = KEY.matcher(key);
    return named.matches() ? named.group(2) : key;
  }
}
