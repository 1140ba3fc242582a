package dev.weft.console;

import java.time.Duration;

/** Pause between two requests when polling a server. */
public final class Pause {

  private Pause() {}

  /**
   * Sleeps.
   *
   * @throws CliException if the thread is interrupted, which stays set
   */
  public static void of(Duration duration) {
    try {
      Thread.sleep(duration.toMillis());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new CliException(ExitCode.FAILED, "interrupted", "", e);
    }
  }
}
