package dev.weft.cli.publish;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.weft.cli.CliException;
import dev.weft.cli.ExitCode;
import dev.weft.cli.ServerOption;
import dev.weft.cli.Session;
import dev.weft.cli.client.WeftClient;
import dev.weft.cli.terminal.Format;
import dev.weft.cli.terminal.Style;
import java.io.IOException;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code weft image}. */
@Command(name = "image", description = "Shows what is known of an image.")
public final class ImageCommand implements Callable<Integer> {
  private static final int BAR = 24;

  private final Session session;

  @Mixin private ServerOption server;

  @Parameters(paramLabel = "ID", description = "The image's id.")
  private String id;

  @Option(names = "--save", paramLabel = "FILE", description = "Also copy its bytes to this file.")
  private Path save;

  public ImageCommand(Session session) {
    this.session = session;
  }

  @Override
  public Integer call() throws IOException {
    WeftClient client = server.client();
    client.models();
    JsonNode image =
        client
            .image(id)
            .orElseThrow(
                () ->
                    new CliException(
                        ExitCode.NOT_FOUND,
                        "the server at " + client.server() + " knows no image " + id,
                        "an image just uploaded may need a second; ids are case-sensitive"));
    if (save != null) {
      client.content(id, save);
    }
    print(image, session.style());
    session.printJson((ObjectNode) image);
    return ExitCode.OK;
  }

  private void print(JsonNode image, Style style) {
    field("image", style.bold(image.path("id").asText()));
    field("state", image.path("state").asText());
    field("uploaded", image.path("uploadedAt").asText(""));
    field("type", image.path("contentType").asText(""));
    field("size", Format.bytes(image.path("size").asLong()));
    field("sha256", image.path("sha256").asText(""));
    if (image.path("deadline").isTextual()) {
      field("deadline", image.path("deadline").asText());
    }
    if (image.path("label").isTextual()) {
      field("label", style.bold(image.path("label").asText()) + labelOrigin(image));
    }
    image
        .path("tags")
        .properties()
        .forEach(tag -> field("tag", tag.getKey() + "=" + tag.getValue().asText()));
    image.path("predictions").forEach(prediction -> printPrediction(prediction, style));
    JsonNode rejection = image.path("rejection");
    if (rejection.isObject()) {
      field("rejected", style.red(rejection.path("reason").asText()));
      field("why", rejection.path("detail").asText());
    }
    if (save != null) {
      field("saved", save.toString());
    }
  }

  private static String labelOrigin(JsonNode image) {
    JsonNode labeling = image.path("labeling");
    String by = labeling.path("by").asText("");
    return " (" + labeling.path("source").asText("") + (by.isEmpty() ? "" : ", " + by) + ")";
  }

  private void printPrediction(JsonNode prediction, Style style) {
    JsonNode model = prediction.path("model");
    session.print("");
    session.print(
        "%s:%s (%s) on %s at %s"
            .formatted(
                style.bold(model.path("name").asText()),
                model.path("version").asText(),
                prediction.path("role").asText(),
                prediction.path("engine").asText(),
                prediction.path("classifiedAt").asText()));
    for (JsonNode label : prediction.path("labels")) {
      double probability = label.path("probability").asDouble();
      int full = (int) Math.round(probability * BAR);
      session.print(
          "  %-14s %s %s"
              .formatted(
                  label.path("label").asText(),
                  Format.probability(probability),
                  style.green((style.unicode() ? "█" : "#").repeat(full))));
    }
    JsonNode timings = prediction.path("timings");
    if (timings.isObject()) {
      StringBuilder text = new StringBuilder("  seconds:");
      timings
          .properties()
          .forEach(
              part ->
                  text.append(' ')
                      .append(part.getKey().replace("Seconds", ""))
                      .append(' ')
                      .append(Format.probability(part.getValue().asDouble())));
      session.print(style.dim(text.toString()));
    }
  }

  private void field(String name, String value) {
    if (!value.isEmpty() && !"null".equals(value)) {
      session.print("%-9s %s".formatted(name, value));
    }
  }
}
