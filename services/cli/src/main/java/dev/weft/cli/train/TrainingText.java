package dev.weft.cli.train;

import com.fasterxml.jackson.databind.JsonNode;
import dev.weft.cli.terminal.Format;
import dev.weft.cli.terminal.Style;
import java.util.ArrayList;
import java.util.List;

/** A training, as the gateway shows it, in words. */
public final class TrainingText {

  private final Style style;

  public TrainingText(Style style) {
    this.style = style;
  }

  /** Its state, in the colour that tells how good that is. */
  String state(JsonNode training) {
    String state = training.path("state").asText();
    return switch (state) {
      case "published" -> style.green(state);
      case "rejected", "failed", "cancelled" -> style.red(state);
      default -> style.yellow(state);
    };
  }

  /** What it is at, such as {@code freeze, epoch 7/30}. */
  static String phase(JsonNode training) {
    JsonNode progress = training.path("progress");
    List<String> parts = new ArrayList<>();
    if (progress.has("phase")) {
      parts.add(progress.path("phase").asText());
    }
    if (progress.path("epoch").asInt(0) > 0) {
      parts.add("epoch " + of(progress, "epoch", "epochs"));
    }
    if (progress.has("images")) {
      parts.add("images " + of(progress, "images", "imagesTotal"));
    }
    return String.join(", ", parts);
  }

  /** How well it goes, such as {@code loss 0.41, validation 85.2 %}; empty before anyone knows. */
  static String measures(JsonNode said) {
    List<String> parts = new ArrayList<>();
    number(said, "loss", "loss ", parts);
    share(said, "accuracy", "accuracy ", parts);
    number(said, "validationLoss", "validation loss ", parts);
    share(said, "validationAccuracy", "validation accuracy ", parts);
    return String.join(", ", parts);
  }

  /** An epoch on a line. */
  static String epoch(JsonNode epoch) {
    return "%s epoch %d: %s"
        .formatted(epoch.path("phase").asText(), epoch.path("epoch").asInt(), measures(epoch));
  }

  /** How it ended, in a sentence or two. */
  public String end(JsonNode training) {
    StringBuilder text = new StringBuilder(state(training));
    if (training.path("version").isInt()) {
      String model = training.path("model").asText() + ":" + training.path("version").asText();
      text.append(" as ").append(style.bold(model));
    }
    String detail = training.path("progress").path("detail").asText("");
    return detail.isEmpty() ? text.toString() : text.append(": ").append(detail).toString();
  }

  private static String of(JsonNode progress, String done, String most) {
    return progress.path(done).asText()
        + (progress.has(most) ? "/" + progress.path(most).asText() : "");
  }

  private static void number(JsonNode said, String field, String name, List<String> parts) {
    if (said.path(field).isNumber()) {
      parts.add(name + Format.probability(said.path(field).asDouble()));
    }
  }

  private static void share(JsonNode said, String field, String name, List<String> parts) {
    if (said.path(field).isNumber()) {
      parts.add(name + Format.percent(said.path(field).asDouble()));
    }
  }
}
