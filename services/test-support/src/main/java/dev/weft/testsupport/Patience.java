package dev.weft.testsupport;

import java.time.Duration;

/** How long tests wait for what has to come. */
public final class Patience {
  /**
   * Long enough for a machine many times slower than an idle one. A test that passes never waits
   * for all of it; one that fails says so after it.
   */
  public static final Duration PATIENCE = Duration.ofMinutes(6);

  private Patience() {}
}
