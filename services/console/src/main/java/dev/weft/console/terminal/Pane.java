package dev.weft.console.terminal;

import java.io.PrintStream;
import java.util.List;

/**
 * Lines on a terminal that are redrawn in place. The last ones remain when it is done. Not
 * thread-safe.
 */
public final class Pane {

  private static final String UP = "\u001b[%dA";
  private static final String ERASE_BELOW = "\r\u001b[J";

  private final PrintStream out;
  private final Style style;
  private final int rows;
  private int drawn;

  /**
   * @param out a terminal
   * @param rows height of the terminal: lines beyond it cannot be redrawn in place, and are left
   *     out
   */
  public Pane(PrintStream out, Style style, int rows) {
    this.out = out;
    this.style = style;
    this.rows = rows;
  }

  /** Replaces what was drawn before. */
  public void draw(List<String> lines) {
    StringBuilder frame = new StringBuilder();
    if (drawn > 0) {
      frame.append(UP.formatted(drawn));
    }
    frame.append(ERASE_BELOW);
    List<String> shown = lines.subList(0, Math.min(lines.size(), rows - 1));
    // A line that wraps would take two rows, and the next frame would begin too low.
    shown.forEach(line -> frame.append(fit(line, style.columns() - 1)).append('\n'));
    out.print(frame);
    out.flush();
    drawn = shown.size();
  }

  /**
   * Cuts a line after a number of visible characters; colors take no space, and are reset at the
   * cut.
   */
  static String fit(String line, int columns) {
    if (Table.width(line) <= columns) {
      return line;
    }
    StringBuilder kept = new StringBuilder();
    boolean coloured = false;
    int visible = 0;
    for (int i = 0; visible < columns; i++) {
      if (line.charAt(i) == '\u001b') {
        int end = line.indexOf('m', i);
        kept.append(line, i, end + 1);
        i = end;
        coloured = true;
      } else {
        kept.append(line.charAt(i));
        visible++;
      }
    }
    return coloured ? kept.append("\u001b[0m").toString() : kept.toString();
  }
}
