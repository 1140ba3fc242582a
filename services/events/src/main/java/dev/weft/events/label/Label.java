package dev.weft.events.label;

import dev.weft.events.Excerpt;

/** The rule for labels: they name classes, and people read them. */
public final class Label {

  /** Most characters (code points). */
  public static final int MAX_LENGTH = 100;

  private Label() {}

  /** Whether {@code label} may be one. */
  public static boolean isValid(String label) {
    return label != null && complaint(label) == null;
  }

  /**
   * Returns {@code label} unchanged.
   *
   * @throws IllegalArgumentException if it has no or more than {@value #MAX_LENGTH} characters, one
   *     that cannot be seen (a control character, a line's end, half a character), a space at an
   *     end, or nothing but spaces of any kind
   */
  public static String require(String label) {
    if (label == null) {
      throw new IllegalArgumentException("a label is missing");
    }
    String complaint = complaint(label);
    if (complaint != null) {
      throw new IllegalArgumentException(
          "a label must " + complaint + ", but is " + Excerpt.of(label));
    }
    return label;
  }

  private static String complaint(String label) {
    int length = label.codePointCount(0, label.length());
    if (length < 1 || length > MAX_LENGTH) {
      return "have 1 to " + MAX_LENGTH + " characters";
    }
    if (!label.codePoints().allMatch(Label::isVisible)) {
      return "hold no control characters";
    }
    if (label.isBlank()) {
      return "hold something that can be seen";
    }
    return label.startsWith(" ") || label.endsWith(" ")
        ? "neither begin nor end with a space"
        : null;
  }

  private static boolean isVisible(int c) {
    return !Character.isISOControl(c)
        && c != 0x2028
        && c != 0x2029
        && !(c >= Character.MIN_SURROGATE && c <= Character.MAX_SURROGATE);
  }
}
