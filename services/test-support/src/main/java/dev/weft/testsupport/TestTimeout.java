package dev.weft.testsupport;

import java.time.Duration;

/** Timeout of tests that wait for a condition. */
public final class TestTimeout {
  /**
   * Long enough for a machine many times slower than an idle one. Passing tests do not wait this
   * long; failing ones report the timeout.
   */
  public static final Duration TIMEOUT = Duration.ofMinutes(6);

  private TestTimeout() {}
}
