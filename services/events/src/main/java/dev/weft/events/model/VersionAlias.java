package dev.weft.events.model;

import dev.weft.events.Require;
import java.util.regex.Pattern;

/** The rule for aliases of versions. */
public final class VersionAlias {

  /** Always names the serving version; no order sets it. */
  public static final String CHAMPION = "champion";

  /** Always names the candidate of the rollout in progress; no order sets it. */
  public static final String CHALLENGER = "challenger";

  /** A lower-case letter, then letters, digits, underscore and hyphen; 1 to 63. */
  public static final String PATTERN = "[a-z][a-z0-9_-]{0,62}";

  private static final Pattern COMPILED = Pattern.compile(PATTERN);

  private VersionAlias() {}

  /**
   * Returns {@code alias} unchanged.
   *
   * @throws IllegalArgumentException if it is not a valid alias
   */
  public static String require(String alias) {
    Require.matching("alias", alias, COMPILED);
    return alias;
  }

  /** Whether the alias is maintained by rollouts and cannot be set. */
  public static boolean isReserved(String alias) {
    return alias.equals(CHAMPION) || alias.equals(CHALLENGER);
  }
}
