package dev.weft.console.terminal;

/**
 * Capabilities of an output stream.
 *
 * @param tty whether it is an interactive terminal
 * @param color whether ANSI colors may be used
 * @param unicode whether non-ASCII characters may be used
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

  /** Mark for success. */
  public String yes() {
    return green(unicode ? "✓" : "+");
  }

  /** Mark for failure. */
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
