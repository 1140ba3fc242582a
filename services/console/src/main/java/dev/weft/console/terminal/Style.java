package dev.weft.console.terminal;

/**
 * What a stream may carry.
 *
 * @param tty whether a person looks at it now
 * @param color whether ANSI colours may be used
 * @param unicode whether more than ASCII may be used
 * @param columns width in characters
 */
public record Style(boolean tty, boolean color, boolean unicode, int columns) {

  public String bold(String text) {
    return paint("1", text);
  }

  public String dim(String text) {
    return paint("2", text);
  }

  public String red(String text) {
    return paint("31", text);
  }

  public String green(String text) {
    return paint("32", text);
  }

  public String yellow(String text) {
    return paint("33", text);
  }

  /** A mark for what is right. */
  public String yes() {
    return green(unicode ? "✓" : "+");
  }

  /** A mark for what is wrong. */
  public String no() {
    return red(unicode ? "✗" : "x");
  }

  Style withoutColor() {
    return new Style(tty, false, unicode, columns);
  }

  private String paint(String code, String text) {
    return color ? "\u001b[" + code + "m" + text + "\u001b[0m" : text;
  }
}
