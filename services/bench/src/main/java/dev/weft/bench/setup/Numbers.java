package dev.weft.bench.setup;

import dev.weft.console.CliException;
import dev.weft.console.ExitCode;
import java.util.Locale;

/** Numbers of benchmarks: options that are checked, and figures as text. */
public final class Numbers {
  private Numbers() {}

  /**
   * @throws CliException if the number is not between both bounds, inclusive
   */
  public static void requireIn(String option, int value, int least, int most) {
    if (value < least || value > most) {
      throw new CliException(
          ExitCode.USAGE,
          "%s must be in %d..%d, but is %d".formatted(option, least, most, value),
          "");
    }
  }

  /** Formats figures with a decimal point, whatever the locale. */
  public static String text(String format, Object... values) {
    return String.format(Locale.ROOT, format, values);
  }
}
