package dev.weft.cli.model;

import com.fasterxml.jackson.databind.JsonNode;
import dev.weft.cli.terminal.Format;
import dev.weft.cli.terminal.Style;
import dev.weft.cli.terminal.Table;
import dev.weft.cli.terminal.Table.Align;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** A model's versions, as the gateway shows them, in words. */
final class ModelText {

  private static final String NONE = "-";

  private final Style style;

  ModelText(Style style) {
    this.style = style;
  }

  /** A row for each version. */
  List<String> versions(JsonNode versions) {
    Table table =
        new Table()
            .column("version", Align.RIGHT)
            .column("does", Align.LEFT)
            .column("aliases", Align.LEFT)
            .column("parent", Align.LEFT)
            .column("on its test set", Align.RIGHT)
            .column("live, last hour", Align.LEFT)
            .column("published", Align.LEFT)
            .column("classes", Align.RIGHT);
    for (JsonNode version : versions) {
      table.row(
          version.path("version").asText(),
          does(version),
          aliases(version),
          version.path("origin").path("parent").asText(NONE).replace("null", NONE),
          tested(version),
          live(version.path("figures")),
          version.path("publishedAt").asText(),
          String.valueOf(version.path("classes").size()));
    }
    return table.lines(style);
  }

  /** A version on some lines. */
  List<String> version(JsonNode version) {
    List<String> lines = new ArrayList<>();
    JsonNode origin = version.path("origin");
    JsonNode training = origin.path("training");
    String name = version.path("model").asText() + ":" + version.path("version").asText();
    field(
        lines, "version", style.bold(name) + (does(version).isEmpty() ? "" : ", " + does(version)));
    field(lines, "aliases", aliases(version));
    field(lines, "published", version.path("publishedAt").asText());
    field(lines, "made by", origin.path("kind").asText() + " of " + origin.path("source").asText());
    field(lines, "parent", text(origin.path("parent")));
    field(lines, "classes", classes(version));
    for (Map.Entry<String, JsonNode> metric : origin.path("metrics").properties()) {
      field(lines, "", metric.getKey() + " " + metric.getValue());
    }
    field(lines, "training", text(training.path("trainingId")));
    field(lines, "data set", text(training.path("named")));
    field(lines, "manifest", text(training.path("dataSet")));
    field(lines, "hardware", text(training.path("hardware")));
    field(lines, "report", text(version.path("links").path("report")));
    version.path("links").path("pictures").forEach(picture -> field(lines, "", picture.asText()));
    field(lines, "last hour", live(version.path("figures")).replace(NONE, "no image"));
    return lines;
  }

  /** What it is for its model, such as {@code serves}; empty if nothing. */
  String does(JsonNode version) {
    if (version.path("serving").asBoolean()) {
      return style.green("serves");
    }
    return version.path("candidate").asBoolean() ? style.yellow("candidate") : "";
  }

  /** Its names. */
  static String aliases(JsonNode version) {
    List<String> names = new ArrayList<>();
    version.path("aliases").forEach(alias -> names.add(alias.asText()));
    return String.join(" ", names);
  }

  private static String tested(JsonNode version) {
    JsonNode accuracy = version.path("origin").path("metrics").path("accuracy");
    return accuracy.isNumber() ? Format.percent(accuracy.asDouble()) : NONE;
  }

  private static String live(JsonNode figures) {
    if (!figures.isObject()) {
      return NONE;
    }
    JsonNode accuracy = figures.path("accuracy");
    String images = Format.count(figures.path("images").asLong(), "image");
    return accuracy.path("value").isNumber()
        ? "%s, %s of %d labeled"
            .formatted(
                images,
                Format.percent(accuracy.path("value").asDouble()),
                accuracy.path("whole").asLong())
        : images;
  }

  private static String classes(JsonNode version) {
    List<String> names = new ArrayList<>();
    version.path("classes").forEach(name -> names.add(name.asText()));
    return names.size() + ": " + String.join(" ", names);
  }

  private static String text(JsonNode node) {
    return node.isTextual() ? node.asText() : "";
  }

  private static void field(List<String> lines, String name, String value) {
    if (!value.isEmpty()) {
      lines.add("%-10s %s".formatted(name, value));
    }
  }
}
