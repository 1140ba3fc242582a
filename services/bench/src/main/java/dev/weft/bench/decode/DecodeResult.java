package dev.weft.bench.decode;

import static dev.weft.bench.setup.Numbers.text;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.weft.console.Json;
import dev.weft.console.terminal.Style;
import dev.weft.console.terminal.Table;
import dev.weft.console.terminal.Table.Align;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalDouble;

/**
 * Result of {@code bench decode}.
 *
 * @param width the width of the tensor
 * @param height the height of the tensor
 * @param rounds number of rounds, of which the fastest counts
 */
record DecodeResult(int width, int height, int rounds, List<Row> rows) {

  DecodeResult {
    rows = List.copyOf(rows);
  }

  /**
   * Processor time of an image of one size, in milliseconds.
   *
   * @param weft decoding and resizing to the tensor
   * @param jdk decoding by the JDK's ImageIO, at full size
   * @param djpeg decoding by djpeg, without its start; empty if it is not installed
   * @param eighths size to which djpeg decodes, in eighths
   */
  record Row(DecodedFiles files, double weft, double jdk, OptionalDouble djpeg, int eighths) {

    OptionalDouble ratio() {
      return djpeg.isPresent() ? OptionalDouble.of(weft / djpeg.getAsDouble()) : djpeg;
    }

    private String djpegSize() {
      return Djpeg.scaled(files.width(), eighths) + "x" + Djpeg.scaled(files.height(), eighths);
    }
  }

  List<String> lines(Style style) {
    List<String> lines = new ArrayList<>();
    lines.add(
        style.bold("Decoding a JPEG to a tensor of %dx%d".formatted(width, height))
            + ", ms of one core an image, fastest of "
            + rounds
            + " rounds");
    Table table =
        new Table()
            .column("image", Align.LEFT)
            .column("pixels", Align.RIGHT)
            .column("KB", Align.RIGHT)
            .column("Weft", Align.RIGHT)
            .column("JDK", Align.RIGHT)
            .column("djpeg", Align.RIGHT)
            .column("to", Align.RIGHT)
            .column("Weft to djpeg", Align.RIGHT);
    for (Row row : rows) {
      table.row(
          row.files().what(),
          row.files().width() + "x" + row.files().height(),
          text("%.0f", row.files().bytes() / 1000),
          text("%.2f", row.weft()),
          text("%.2f", row.jdk()),
          row.djpeg().isPresent() ? text("%.2f", row.djpeg().getAsDouble()) : "-",
          row.djpegSize(),
          row.ratio().isPresent() ? text("%.2f", row.ratio().getAsDouble()) : "-");
    }
    lines.addAll(table.lines(style));
    lines.add(
        style.dim(
            "Weft decodes and resizes. The JDK decodes at full size, djpeg -scale to the next size"
                + " that is not smaller."));
    return lines;
  }

  ObjectNode toJson() {
    ObjectNode json =
        Json.object()
            .put("benchmark", "decode")
            .put("tensorWidth", width)
            .put("tensorHeight", height)
            .put("rounds", rounds);
    ArrayNode images = json.putArray("images");
    for (Row row : rows) {
      ObjectNode image =
          images
              .addObject()
              .put("what", row.files().what())
              .put("count", row.files().files().size())
              .put("width", row.files().width())
              .put("height", row.files().height())
              .put("bytes", Math.round(row.files().bytes()))
              .put("weftMillis", Json.rounded(row.weft(), 3))
              .put("jdkMillis", Json.rounded(row.jdk(), 3));
      row.djpeg().ifPresent(millis -> image.put("djpegMillis", Json.rounded(millis, 3)));
      row.ratio().ifPresent(ratio -> image.put("ratio", Json.rounded(ratio, 3)));
      image.put("djpegSize", row.djpegSize());
    }
    return json;
  }
}
