package dev.weft.events;

import java.nio.charset.StandardCharsets;

/**
 * Untrusted values as messages show them: escaped and shortened, since a bad value may be huge or
 * malicious.
 */
public final class Excerpt {

  private static final int SHOWN = 80;

  private Excerpt() {}

  /** Quotes the beginning of the value, with control characters escaped. */
  public static String of(String value) {
    StringBuilder shown = new StringBuilder().append('"');
    cut(value, SHOWN).codePoints().forEach(c -> append(shown, c));
    return shown.append('"').toString();
  }

  /**
   * Returns the first {@code max} characters, followed by an ellipsis if cut, as text that UTF-8
   * can encode.
   */
  public static String cut(String value, int max) {
    boolean whole = value.codePointCount(0, value.length()) <= max;
    String kept = whole ? value : value.substring(0, value.offsetByCodePoints(0, max)) + "…";
    return new String(kept.getBytes(StandardCharsets.UTF_8), StandardCharsets.UTF_8);
  }

  private static void append(StringBuilder shown, int c) {
    if (Character.isISOControl(c)) {
      shown.append(String.format("\\u%04x", c));
    } else {
      shown.appendCodePoint(c);
    }
  }
}
