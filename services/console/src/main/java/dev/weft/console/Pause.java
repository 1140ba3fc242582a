package dev.weft.console;

import java.time.Duration;

/** Between two looks at a server. */
public final class Pause {

  private Pause() {}

  /**
   * Waits.
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
