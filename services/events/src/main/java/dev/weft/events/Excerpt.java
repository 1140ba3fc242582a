package dev.weft.events;

import java.nio.charset.StandardCharsets;

/** Values as messages show them: whoever sent a bad one may have sent a huge or a vile one. */
public final class Excerpt {

  private static final int SHOWN = 80;

  private Excerpt() {}

  /** The value's beginning in double quotes, with control characters escaped. */
  public static String of(String value) {
    StringBuilder shown = new StringBuilder().append('"');
    cut(value, SHOWN).codePoints().forEach(c -> append(shown, c));
    return shown.append('"').toString();
  }

  /** The first {@code max} characters (then an ellipsis) as text that UTF-8 can carry. */
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
