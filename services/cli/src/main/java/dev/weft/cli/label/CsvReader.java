package dev.weft.cli.label;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/**
 * Reads CSV as of RFC 4180, and the variants that spreadsheets write: byte order mark, semicolons
 * or tabs, line feeds only.
 */
final class CsvReader {

  private static final List<Character> SEPARATORS = List.of(',', ';', '\t');

  private final String text;
  private final char separator;
  private int at;

  private CsvReader(String text, char separator) {
    this.text = text;
    this.separator = separator;
  }

  /**
   * Returns rows of cells without empty lines. The separator is the most frequent candidate in the
   * first line.
   */
  static List<List<String>> rows(String text) {
    String bare = text.startsWith("\uFEFF") ? text.substring(1) : text;
    String first = bare.lines().findFirst().orElse("");
    char separator =
        SEPARATORS.stream()
            .max(Comparator.comparingLong(c -> first.chars().filter(each -> each == c).count()))
            .orElseThrow();
    CsvReader reader = new CsvReader(bare, separator);
    List<List<String>> rows = new ArrayList<>();
    while (reader.at < bare.length()) {
      List<String> row = reader.row();
      if (row.size() > 1 || !row.get(0).isBlank()) {
        rows.add(row);
      }
    }
    return rows;
  }

  private List<String> row() {
    List<String> cells = new ArrayList<>();
    cells.add(cell());
    while (at < text.length() && text.charAt(at) == separator) {
      at++;
      cells.add(cell());
    }
    if (at < text.length() && text.charAt(at) == '\r') {
      at++;
    }
    if (at < text.length() && text.charAt(at) == '\n') {
      at++;
    }
    return cells;
  }

  private String cell() {
    return at < text.length() && text.charAt(at) == '"' ? quoted() : plain();
  }

  private String quoted() {
    StringBuilder cell = new StringBuilder();
    at++;
    while (at < text.length()) {
      char c = text.charAt(at++);
      if (c != '"') {
        cell.append(c);
      } else if (at < text.length() && text.charAt(at) == '"') {
        cell.append('"');
        at++;
      } else {
        break;
      }
    }
    // Text after the closing quote is invalid, but is kept.
    return cell.append(plain()).toString();
  }

  private String plain() {
    int start = at;
    while (at < text.length() && !endsCell(text.charAt(at))) {
      at++;
    }
    return text.substring(start, at).strip();
  }

  private boolean endsCell(char c) {
    return c == separator || c == '\n' || c == '\r';
  }
}
