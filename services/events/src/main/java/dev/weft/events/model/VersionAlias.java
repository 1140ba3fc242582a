package dev.weft.events.model;

import dev.weft.events.Require;
import java.util.regex.Pattern;

/** The rule for names of versions. */
public final class VersionAlias {

  /** Follows the version that serves; no order sets it. */
  public static final String CHAMPION = "champion";

  /** Follows the candidate of the rollout under way; no order sets it. */
  public static final String CHALLENGER = "challenger";

  /** A lower-case letter, then letters, digits, underscore and hyphen; 1 to 63. */
  public static final String PATTERN = "[a-z][a-z0-9_-]{0,62}";

  private static final Pattern COMPILED = Pattern.compile(PATTERN);

  private VersionAlias() {}

  /**
   * Returns {@code alias} unchanged.
   *
   * @throws IllegalArgumentException if it may not name a version
   */
  public static String require(String alias) {
    Require.matching("alias", alias, COMPILED);
    return alias;
  }

  /** Whether it follows the rollout by itself. */
  public static boolean isReserved(String alias) {
    return alias.equals(CHAMPION) || alias.equals(CHALLENGER);
  }
}
