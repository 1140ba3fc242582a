package dev.weft.console.terminal;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

/** A table of text: columns as wide as necessary, no borders, so that it can be piped. */
public final class Table {

  /** Alignment of a column's text. */
  public enum Align {
    LEFT,
    RIGHT
  }

  private static final Pattern ANSI = Pattern.compile("\u001b\\[[0-9;]*m");
  private static final String GAP = "  ";

  private final List<String> headers = new ArrayList<>();
  private final List<Align> aligns = new ArrayList<>();
  private final List<String[]> rows = new ArrayList<>();

  /** Adds a column; columns come before rows. */
  public Table column(String header, Align align) {
    headers.add(header);
    aligns.add(align);
    return this;
  }

  /** Adds a row with one cell per column. */
  public Table row(String... cells) {
    if (cells.length != headers.size()) {
      throw new IllegalArgumentException(
          "a row must have " + headers.size() + " cells, but has " + cells.length);
    }
    rows.add(cells.clone());
    return this;
  }

  /** The lines, headers first, without trailing blanks. */
  public List<String> lines(Style style) {
    int[] widths = new int[headers.size()];
    for (int c = 0; c < widths.length; c++) {
      widths[c] = headers.get(c).length();
      for (String[] row : rows) {
        widths[c] = Math.max(widths[c], width(row[c]));
      }
    }
    List<String> lines = new ArrayList<>(rows.size() + 1);
    lines.add(style.bold(line(headers.toArray(String[]::new), widths)));
    for (String[] row : rows) {
      lines.add(line(row, widths));
    }
    return lines;
  }

  private String line(String[] cells, int[] widths) {
    StringBuilder text = new StringBuilder();
    for (int c = 0; c < cells.length; c++) {
      String blanks = " ".repeat(widths[c] - width(cells[c]));
      text.append(c == 0 ? "" : GAP);
      text.append(aligns.get(c) == Align.RIGHT ? blanks + cells[c] : cells[c] + blanks);
    }
    return text.toString().stripTrailing();
  }

  /** Number of visible characters; colors take no space. */
  static int width(String cell) {
    return ANSI.matcher(cell).replaceAll("").length();
  }

  /** Limits a text to {@code max} characters by cutting out its middle. */
  public static String shorten(String text, int max) {
    if (text.length() <= max) {
      return text;
    }
    int tail = (max - 3) * 2 / 3;
    int head = max - 3 - tail;
    return text.substring(0, head) + "..." + text.substring(text.length() - tail);
  }
}
