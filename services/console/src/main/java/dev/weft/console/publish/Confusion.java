package dev.weft.console.publish;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.weft.console.Json;
import dev.weft.console.terminal.Format;
import dev.weft.console.terminal.Style;
import dev.weft.console.terminal.Table;
import dev.weft.console.terminal.Table.Align;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * Confusion matrix of labels and predictions. A photo without a prediction counts as wrong: it is
 * in its class's total and in no column. Not thread-safe.
 */
public final class Confusion {
  private static final int WIDEST_MATRIX = 16;
  private static final int TOP_MISTAKES = 10;
  private static final int NARROWEST = 3;
  private static final int GAP = 2;
  private static final int TOTAL_AND_RECALL = 16;

  private final SortedMap<String, SortedMap<String, Integer>> rows = new TreeMap<>();
  private final SortedMap<String, Integer> totals = new TreeMap<>();
  private int correct;
  private int total;

  /** Adds a photo with a prediction. */
  public void add(String label, String predicted) {
    addUnanswered(label);
    rows.get(label).merge(predicted, 1, Integer::sum);
    correct += label.equals(predicted) ? 1 : 0;
  }

  /** Adds a labeled photo without a prediction. */
  public void addUnanswered(String label) {
    rows.computeIfAbsent(label, key -> new TreeMap<>());
    totals.merge(label, 1, Integer::sum);
    total++;
  }

  /** Number of labeled photos. */
  public int total() {
    return total;
  }

  public int correct() {
    return correct;
  }

  /** Share of correct predictions among all labeled photos; NaN if there are none. */
  public double accuracy() {
    return total == 0 ? Double.NaN : (double) correct / total;
  }

  /** Share of correct predictions among the photos of a label. */
  double recall(String label) {
    return (double) count(label, label) / totals.get(label);
  }

  int count(String label, String predicted) {
    return rows.getOrDefault(label, new TreeMap<>()).getOrDefault(predicted, 0);
  }

  /**
   * The matrix (a row per label, a column per prediction) or, for many classes, only the recall and
   * the most frequent mistakes.
   */
  public List<String> lines(Style style) {
    SortedSet<String> columns = new TreeSet<>(rows.keySet());
    rows.values().forEach(row -> columns.addAll(row.keySet()));
    return columns.size() <= WIDEST_MATRIX ? matrix(columns, style) : mistakes(style);
  }

  private List<String> matrix(SortedSet<String> columns, Style style) {
    int labelWidth = rows.keySet().stream().mapToInt(String::length).max().orElse(0);
    int room = (style.columns() - labelWidth - TOTAL_AND_RECALL) / columns.size() - GAP;
    int width = Math.max(NARROWEST, room);
    Table table = new Table().column("label", Align.LEFT);
    columns.forEach(
        name -> table.column(name.substring(0, Math.min(width, name.length())), Align.RIGHT));
    table.column("all", Align.RIGHT).column("recall", Align.RIGHT);
    for (String label : rows.keySet()) {
      String[] cells = new String[columns.size() + 3];
      int c = 0;
      cells[c++] = label;
      for (String predicted : columns) {
        cells[c++] = cell(count(label, predicted), label.equals(predicted), style);
      }
      cells[c++] = String.valueOf(totals.get(label));
      cells[c] = Format.percent(recall(label));
      table.row(cells);
    }
    return table.lines(style);
  }

  private static String cell(int count, boolean diagonal, Style style) {
    if (count == 0) {
      return style.dim(style.unicode() ? "·" : ".");
    }
    String text = String.valueOf(count);
    return diagonal ? style.green(text) : style.yellow(text);
  }

  private List<String> mistakes(Style style) {
    record Mistake(String label, String predicted, int count) {}
    Table table =
        new Table()
            .column("label", Align.LEFT)
            .column("predicted instead", Align.LEFT)
            .column("times", Align.RIGHT);
    rows.entrySet().stream()
        .flatMap(row -> row.getValue().entrySet().stream().map(cell -> mistake(row, cell)))
        .filter(mistake -> !mistake[0].equals(mistake[1]))
        .map(mistake -> new Mistake(mistake[0], mistake[1], Integer.parseInt(mistake[2])))
        .sorted(Comparator.comparingInt(Mistake::count).reversed())
        .limit(TOP_MISTAKES)
        .forEach(it -> table.row(it.label(), it.predicted(), String.valueOf(it.count())));
    return table.lines(style);
  }

  private static String[] mistake(
      Map.Entry<String, SortedMap<String, Integer>> row, Map.Entry<String, Integer> cell) {
    return new String[] {row.getKey(), cell.getKey(), String.valueOf(cell.getValue())};
  }

  /** Writes {@code recall} by label and {@code confusion} by label and prediction. */
  public void writeTo(ObjectNode json) {
    ObjectNode recall = json.putObject("recall");
    ObjectNode confusion = json.putObject("confusion");
    rows.forEach(
        (label, row) -> {
          recall.put(label, Json.rounded(recall(label), 4));
          ObjectNode counts = confusion.putObject(label);
          row.forEach(counts::put);
        });
  }
}
