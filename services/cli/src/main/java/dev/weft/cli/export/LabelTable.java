package dev.weft.cli.export;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.weft.client.image.Image;
import dev.weft.console.Json;
import java.io.BufferedWriter;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Writes a file with a line per image, in a format that {@code weft label} reads: CSV or JSON
 * Lines. The file gets its final name once it is complete.
 */
final class LabelTable implements AutoCloseable {

  /** The formats of a table. */
  enum Form {
    CSV("labels.csv"),
    JSONL("labels.jsonl");

    private final String file;

    Form(String file) {
      this.file = file;
    }

    String file() {
      return file;
    }
  }

  private static final List<String> COLUMNS =
      List.of("weft_id", "file", "label", "by", "source", "labeled_at", "sha256", "image");

  private final Form form;
  private final Path target;
  private final Path part;
  private final BufferedWriter out;
  private boolean whole;

  LabelTable(Form form, Path folder) throws IOException {
    this.form = form;
    target = folder.resolve(form.file());
    part = folder.resolve(form.file() + ".part");
    out = Files.newBufferedWriter(part);
    if (form == Form.CSV) {
      line(COLUMNS.stream());
    }
  }

  /**
   * Adds an image.
   *
   * @param image the image as returned by the gateway
   * @param file path of its copy relative to the table's folder; null if it was not copied
   * @param content address of its bytes at the gateway
   */
  void add(Image image, String file, String content) throws IOException {
    Image.Labeling labeling = image.labeling();
    if (form == Form.CSV) {
      line(
          Stream.of(
              image.id(),
              file == null ? "" : file,
              image.label(),
              labeling.by() == null ? "" : labeling.by(),
              labeling.source().toString(),
              labeling.at().toString(),
              image.sha256() == null ? "" : image.sha256(),
              content));
      return;
    }
    ObjectNode line = Json.object().put("weft_id", image.id());
    if (file != null) {
      line.put("file", file);
    }
    line.put("label", image.label());
    if (labeling.by() != null) {
      line.put("by", labeling.by());
    }
    line.put("source", labeling.source().toString());
    line.put("labeled_at", labeling.at().toString());
    line.put("sha256", image.sha256());
    line.set("tags", Json.tree(image.tags()));
    out.write(line.put("image", content).toString());
    out.write('\n');
  }

  private void line(Stream<String> cells) throws IOException {
    out.write(cells.map(LabelTable::cell).collect(Collectors.joining(",")));
    out.write("\r\n");
  }

  private static String cell(String text) {
    return text.matches("[^\",\\r\\n]*") && text.equals(text.strip())
        ? text
        : "\"" + text.replace("\"", "\"\"") + "\"";
  }

  /** Completes the table and gives the file its final name. */
  Path finish() throws IOException {
    out.close();
    Files.move(part, target);
    whole = true;
    return target;
  }

  @Override
  public void close() throws IOException {
    if (!whole) {
      out.close();
      Files.deleteIfExists(part);
    }
  }
}
