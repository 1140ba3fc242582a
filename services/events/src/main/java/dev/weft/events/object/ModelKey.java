package dev.weft.events.object;

import dev.weft.events.ModelName;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Objects that say which model is to answer: {@code by-model/<model>/images/...} and {@code
 * by-model/<model>/labeled/<class>/<file>}. What lies elsewhere is for the installation's default
 * model.
 */
public final class ModelKey {

  /** What lies under this prefix is for the model of the next segment. */
  public static final String PREFIX = "by-model/";

  private static final Pattern KEY =
      Pattern.compile(PREFIX + "(" + ModelName.PATTERN + ")/(.+)", Pattern.DOTALL);

  private ModelKey() {}

  /** The model that an object's key names; empty if it names none that may be. */
  public static Optional<String> model(String key) {
    Matcher named = KEY.matcher(key);
    return named.matches() ? Optional.of(named.group(1)) : Optional.empty();
  }

  /** The key without the model that it names; the key itself if it names none. */
  public static String rest(String key) {
    Matcher named = KEY.matcher(key);
    return named.matches() ? named.group(2) : key;
  }
}
