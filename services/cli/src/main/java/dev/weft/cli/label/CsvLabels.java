package dev.weft.cli.label;

import dev.weft.client.image.LabelSource;
import dev.weft.console.CliException;
import dev.weft.console.ExitCode;
import dev.weft.console.label.LabelEntry;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * Labels in a table with one row per picture. The first row names the columns; without a header
 * there are two: file and label.
 */
final class CsvLabels {

  private static final List<String> IDS = List.of("id", "image_id", "imageid");

  /**
   * Column of the image's id in Weft's exports: an image keeps it, even if the file is uploaded
   * again.
   */
  private static final String WEFT_ID = "weft_id";

  private static final List<String> FILES =
      List.of("file", "path", "filename", "file_name", "image", "image_path", "img");
  private static final List<String> LABELS = List.of("label", "class", "category", "choice");
  private static final List<String> BYS = List.of("by", "labeled_by", "annotator", "user");

  private final LabelList.Builder list = new LabelList.Builder(LabelSource.CSV);
  private final ImageFiles files;

  private CsvLabels(ImageFiles files) {
    this.files = files;
  }

  /**
   * Reads a table.
   *
   * @param name the name of the file, for messages
   * @param folder the folder of the files
   * @throws CliException if it has no columns for picture and label
   */
  static LabelList read(String name, String text, Path folder) {
    List<List<String>> rows = CsvReader.rows(text);
    if (rows.isEmpty()) {
      throw usage(name + " has no rows");
    }
    Columns columns = Columns.of(rows.get(0));
    if (columns == null) {
      throw usage(
          "%s needs the columns file (or id) and label, but has %s".formatted(name, rows.get(0)));
    }
    CsvLabels labels = new CsvLabels(new ImageFiles(folder));
    for (int i = columns.named() ? 1 : 0; i < rows.size(); i++) {
      labels.row("row " + (i + 1), rows.get(i), columns);
    }
    return labels.list.build();
  }

  private void row(String row, List<String> cells, Columns columns) {
    String label = cell(cells, columns.label());
    String id = cell(cells, columns.id());
    String file = cell(cells, columns.file());
    String by = cell(cells, columns.by());
    String name = file.isEmpty() ? id + cell(cells, columns.weftId()) : file;
    if (label.isEmpty() || name.isEmpty()) {
      list.skip(row, label.isEmpty() ? "has no label" : "does not name an image");
      return;
    }
    Optional<Path> found = file.isEmpty() ? Optional.empty() : files.find(file);
    String saidBy = by.isEmpty() ? null : by;
    String kept = cell(cells, columns.weftId());
    if (!kept.isEmpty()) {
      list.add(known(kept, file, found, label, saidBy));
    } else if (found.isPresent()) {
      list.add(LabelEntry.ofFile(name, found.get(), label, saidBy));
    } else if (!id.isEmpty()) {
      list.add(LabelEntry.ofImage(name, id, label, saidBy));
    } else {
      list.skip(row, "the file " + file + " does not exist below " + files.folder());
    }
  }

  static LabelEntry known(String id, String file, Optional<Path> found, String label, String by) {
    return found
        .map(path -> LabelEntry.ofFile(file, id, path, label, by))
        .orElseGet(() -> LabelEntry.ofImage(id, id, label, by));
  }

  private static String cell(List<String> cells, int column) {
    return column < 0 || column >= cells.size() ? "" : cells.get(column).strip();
  }

  /** Indices of the columns; -1 if absent. */
  private record Columns(boolean named, int weftId, int id, int file, int label, int by) {

    static Columns of(List<String> first) {
      List<String> names = first.stream().map(name -> name.toLowerCase(Locale.ROOT)).toList();
      int label = first(names, LABELS);
      int file = first(names, FILES);
      int id = first(names, IDS);
      int weftId = names.indexOf(WEFT_ID);
      if (label >= 0 && (file >= 0 || id >= 0 || weftId >= 0)) {
        return new Columns(true, weftId, id, file, label, first(names, BYS));
      }
      return first.size() == 2 && label < 0 && file < 0
          ? new Columns(false, -1, -1, 0, 1, -1)
          : null;
    }

    private static int first(List<String> names, List<String> wanted) {
      return wanted.stream().mapToInt(names::indexOf).filter(i -> i >= 0).findFirst().orElse(-1);
    }
  }

  private static CliException usage(String message) {
    return new CliException(
        ExitCode.USAGE,
        message,
        "the first row must contain the names of the columns, such as: file,label (or id,label)");
  }
}
