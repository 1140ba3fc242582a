package dev.weft.cli.model;

import dev.weft.client.figures.VersionFigures;
import dev.weft.client.model.ModelVersionDetail;
import dev.weft.client.model.Origin;
import dev.weft.client.model.TrainingLineage;
import dev.weft.console.terminal.Format;
import dev.weft.console.terminal.Style;
import dev.weft.console.terminal.Table;
import dev.weft.console.terminal.Table.Align;
import java.util.ArrayList;
import java.util.List;

/** Formats a model's versions as text. */
final class ModelText {

  private static final String NONE = "-";

  private final Style style;

  ModelText(Style style) {
    this.style = style;
  }

  /** Returns one row per version. */
  List<String> versions(List<ModelVersionDetail> versions) {
    Table table =
        new Table()
            .column("version", Align.RIGHT)
            .column("role", Align.LEFT)
            .column("aliases", Align.LEFT)
            .column("parent", Align.LEFT)
            .column("on its test set", Align.RIGHT)
            .column("live, last hour", Align.LEFT)
            .column("published", Align.LEFT)
            .column("classes", Align.RIGHT)
            .column("erased since", Align.RIGHT);
    for (ModelVersionDetail version : versions) {
      Origin origin = version.origin();
      Double accuracy = origin.metrics().get(Origin.ACCURACY);
      table.row(
          String.valueOf(version.version()),
          does(version.serving(), version.candidate()),
          String.join(" ", version.aliases()),
          origin.parent() == null ? NONE : origin.parent(),
          accuracy == null ? NONE : Format.percent(accuracy),
          live(version.figures()),
          version.publishedAt().toString(),
          String.valueOf(version.classes().size()),
          version.erasedImages() == 0 ? NONE : Format.count(version.erasedImages(), "image"));
    }
    return table.lines(style);
  }

  /** Returns the details of a version. */
  List<String> version(ModelVersionDetail version) {
    List<String> lines = new ArrayList<>();
    Origin origin = version.origin();
    TrainingLineage training = origin.training();
    String does = does(version.serving(), version.candidate());
    String name = style.bold(version.model() + ":" + version.version());
    field(lines, "version", does.isEmpty() ? name : name + ", " + does);
    field(lines, "aliases", String.join(" ", version.aliases()));
    field(lines, "published", version.publishedAt().toString());
    field(lines, "origin", origin.kind() + " of " + origin.source());
    field(lines, "parent", origin.parent());
    field(lines, "classes", version.classes().size() + ": " + String.join(" ", version.classes()));
    origin.metrics().forEach((metric, value) -> field(lines, "", metric + " " + value));
    if (training != null) {
      field(lines, "training", training.trainingId());
      field(lines, "data set", training.named());
      field(lines, "manifest", training.dataSet());
      field(lines, "hardware", training.hardware());
    }
    field(lines, "erased", erased(version));
    field(lines, "report", version.links().report());
    version.links().pictures().forEach(picture -> field(lines, "", picture));
    field(lines, "last hour", live(version.figures()).replace(NONE, "no image"));
    return lines;
  }

  private static String erased(ModelVersionDetail version) {
    int images = version.erasedImages();
    return images == 0
        ? null
        : "trained on %s that %s been erased since"
            .formatted(Format.count(images, "image"), images == 1 ? "has" : "have");
  }

  /** Returns its role, such as {@code serves}; empty if it has none. */
  String does(boolean serving, boolean candidate) {
    if (serving) {
      return style.green("serving");
    }
    return candidate ? style.yellow("candidate") : "";
  }

  private static String live(VersionFigures figures) {
    if (figures == null) {
      return NONE;
    }
    String images = Format.count(figures.images(), "image");
    VersionFigures.Share accuracy = figures.accuracy();
    return accuracy.value() == null
        ? images
        : "%s, %s of %d labeled"
            .formatted(images, Format.percent(accuracy.value()), accuracy.whole());
  }

  private static void field(List<String> lines, String name, String value) {
    if (value != null && !value.isEmpty()) {
      lines.add("%-10s %s".formatted(name, value));
    }
  }
}
