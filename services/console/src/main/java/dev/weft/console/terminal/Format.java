package dev.weft.console.terminal;

import java.util.Locale;

/** Formats numbers for people, independent of the locale, with a decimal point. */
public final class Format {
  private Format() {}

  /** Formats a probability, such as {@code 0.934}. */
  public static String probability(double value) {
    return String.format(Locale.ROOT, "%.3f", value);
  }

  /** Formats a share, such as {@code 89.4 %}. */
  public static String percent(double share) {
    return String.format(Locale.ROOT, "%.1f %%", share * 100);
  }

  /** Formats a duration, such as {@code 12.3 s} or {@code 2 min 05 s}. */
  public static String seconds(double seconds) {
    if (seconds < 60) {
      return String.format(Locale.ROOT, "%.1f s", seconds);
    }
    long whole = Math.round(seconds);
    return whole < 3600
        ? String.format(Locale.ROOT, "%d min %02d s", whole / 60, whole % 60)
        : String.format(Locale.ROOT, "%d h %02d min", whole / 3600, whole % 3600 / 60);
  }

  /** Formats a rate, such as {@code 8.7}. */
  public static String rate(double perSecond) {
    return String.format(Locale.ROOT, perSecond < 100 ? "%.1f" : "%.0f", perSecond);
  }

  /** Formats a size, such as {@code 83.7 MB}. */
  public static String bytes(long bytes) {
    if (bytes < 1000) {
      return bytes + " B";
    }
    double value = bytes;
    String[] units = {"B", "kB", "MB", "GB", "TB"};
    int unit = 0;
    while (value >= 1000 && unit < units.length - 1) {
      value /= 1000;
      unit++;
    }
    return String.format(Locale.ROOT, "%.1f %s", value, units[unit]);
  }

  /** Formats a count, such as {@code 1 image} or {@code 3 images}. */
  public static String count(long n, String noun) {
    return n + " " + noun + (n == 1 ? "" : "s");
  }
}
