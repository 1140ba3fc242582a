package dev.weft.bench.setup;

import dev.weft.console.CliException;
import dev.weft.console.ExitCode;

/** Checks of options that are numbers. */
public final class Numbers {
  private Numbers() {}

  /**
   * @throws CliException if the number does not lie between the two, which belong to what is
   *     allowed
   */
  public static void requireIn(String option, int value, int least, int most) {
    if (value < least || value > most) {
      throw new CliException(
          ExitCode.USAGE,
          "%s must lie in %d..%d, but is %d".formatted(option, least, most, value),
          "");
    }
  }
}
