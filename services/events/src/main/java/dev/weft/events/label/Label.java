package dev.weft.events.label;

import dev.weft.events.Excerpt;

/** The rule for labels: they name classes and are shown to people. */
public final class Label {

  /** Maximum number of characters (code points). */
  public static final int MAX_LENGTH = 100;

  private Label() {}

  /** Whether {@code label} is valid. */
  public static boolean isValid(String label) {
    return label != null && complaint(label) == null;
  }

  /**
   * Returns {@code label} unchanged.
   *
   * @throws IllegalArgumentException if it is empty or blank, has more than {@value #MAX_LENGTH}
   *     characters, an invisible one (a control character, a line break, an unpaired surrogate), or
   *     a space at either end
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
      return "not contain control characters";
    }
    if (label.isBlank()) {
      return "contain a visible character";
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
