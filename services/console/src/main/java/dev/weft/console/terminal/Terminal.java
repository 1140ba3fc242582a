package dev.weft.console.terminal;

import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Map;

/**
 * Output streams and their styles: results go to standard output, everything else to standard
 * error.
 *
 * @param out results
 * @param err progress, hints and errors
 * @param outStyle style of results
 * @param errStyle style of the rest
 * @param rows height in lines
 */
public record Terminal(PrintStream out, PrintStream err, Style outStyle, Style errStyle, int rows) {

  private static final int DEFAULT_COLUMNS = 100;
  private static final int DEFAULT_ROWS = 24;

  /**
   * The terminal of this process. The launcher script passes in system properties which streams are
   * terminals, since Java 17 cannot query standard error alone.
   */
  public static Terminal ofProcess(Map<String, String> env) {
    boolean unicode = isUnicode(env);
    Charset charset = unicode ? StandardCharsets.UTF_8 : StandardCharsets.US_ASCII;
    boolean color = isColored(env);
    int columns = Integer.getInteger("weft.terminal.columns", DEFAULT_COLUMNS);
    columns = Math.max(40, columns < 1 ? DEFAULT_COLUMNS : columns);
    int rows = Integer.getInteger("weft.terminal.rows", DEFAULT_ROWS);
    boolean outTty = Boolean.getBoolean("weft.terminal.out");
    boolean errTty = Boolean.getBoolean("weft.terminal.err");
    return new Terminal(
        stream(FileDescriptor.out, charset),
        stream(FileDescriptor.err, charset),
        new Style(outTty, outTty && color, unicode, columns),
        new Style(errTty, errTty && color, unicode, columns),
        rows < 1 ? DEFAULT_ROWS : rows);
  }

  /** Plain text to the given streams. */
  public static Terminal plain(OutputStream out, OutputStream err) {
    Style style = new Style(false, false, true, DEFAULT_COLUMNS);
    return new Terminal(
        new PrintStream(out, true, StandardCharsets.UTF_8),
        new PrintStream(err, true, StandardCharsets.UTF_8),
        style,
        style,
        DEFAULT_ROWS);
  }

  /** The same streams without colors. */
  public Terminal withoutColor() {
    return new Terminal(out, err, outStyle.withoutColor(), errStyle.withoutColor(), rows);
  }

  private static PrintStream stream(FileDescriptor descriptor, Charset charset) {
    return new PrintStream(new FileOutputStream(descriptor), true, charset);
  }

  /** Follows no-color.org: an empty NO_COLOR has no effect. */
  static boolean isColored(Map<String, String> env) {
    return env.getOrDefault("NO_COLOR", "").isEmpty() && !"dumb".equals(env.get("TERM"));
  }

  private static boolean isUnicode(Map<String, String> env) {
    for (String name : new String[] {"LC_ALL", "LC_CTYPE", "LANG"}) {
      String value = env.getOrDefault(name, "");
      if (!value.isEmpty()) {
        String upper = value.toUpperCase(Locale.ROOT);
        return upper.contains("UTF-8") || upper.contains("UTF8");
      }
    }
    return false;
  }
}
