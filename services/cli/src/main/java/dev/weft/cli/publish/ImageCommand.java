package dev.weft.cli.publish;

import dev.weft.client.WeftClient;
import dev.weft.client.image.Image;
import dev.weft.client.image.ImagePrediction;
import dev.weft.client.image.Prediction;
import dev.weft.client.image.Timings;
import dev.weft.console.CliException;
import dev.weft.console.CommandSession;
import dev.weft.console.ExitCode;
import dev.weft.console.ServerOption;
import dev.weft.console.terminal.Format;
import dev.weft.console.terminal.Style;
import java.io.IOException;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code weft image}. */
@Command(name = "image", description = "Show the state, labels and predictions of an image.")
public final class ImageCommand implements Callable<Integer> {
  private static final int BAR = 24;

  private final CommandSession session;

  @Mixin private ServerOption server;

  @Parameters(paramLabel = "ID", description = "Id of the image.")
  private String id;

  @Option(names = "--save", paramLabel = "FILE", description = "Also save the image to this file.")
  private Path save;

  public ImageCommand(CommandSession session) {
    this.session = session;
  }

  @Override
  public Integer call() throws IOException {
    WeftClient client = server.reached();
    Image image =
        client
            .images()
            .find(id)
            .orElseThrow(
                () ->
                    new CliException(
                        ExitCode.NOT_FOUND,
                        "the server at " + client.server() + " does not know the image " + id,
                        "an uploaded image may take a second to appear; ids are case-sensitive"));
    if (save != null) {
      client.images().download(id, save);
    }
    print(image, session.style());
    session.printJson(image);
    return ExitCode.OK;
  }

  private void print(Image image, Style style) {
    field("image", style.bold(image.id()));
    field("state", image.state());
    field("uploaded", image.uploadedAt());
    field("type", image.contentType());
    field("size", Format.bytes(image.size() == null ? 0 : image.size()));
    field("sha256", image.sha256());
    field("deadline", image.deadline());
    if (image.label() != null) {
      field("label", style.bold(image.label()) + labelOrigin(image.labeling()));
    }
    image.tags().forEach((key, value) -> field("tag", key + "=" + value));
    image.predictions().forEach(prediction -> printPrediction(prediction, style));
    if (image.rejection() != null) {
      field("rejected", style.red(image.rejection().reason()));
      field("why", image.rejection().detail());
    }
    field("saved", save);
  }

  private static String labelOrigin(Image.Labeling labeling) {
    String by = labeling.by() == null ? "" : ", " + labeling.by();
    return " (" + labeling.source() + by + ")";
  }

  private void printPrediction(ImagePrediction prediction, Style style) {
    session.print("");
    session.print(
        "%s:%d (%s) on %s at %s"
            .formatted(
                style.bold(prediction.model().name()),
                prediction.model().version(),
                prediction.role(),
                prediction.engine(),
                prediction.classifiedAt()));
    for (Prediction label : prediction.labels()) {
      int full = (int) Math.round(label.probability() * BAR);
      session.print(
          "  %-14s %s %s"
              .formatted(
                  label.label(),
                  Format.probability(label.probability()),
                  style.green((style.unicode() ? "█" : "#").repeat(full))));
    }
    Timings timings = prediction.timings();
    if (timings != null) {
      session.print(
          style.dim(
              "  seconds: queue %s fetch %s decode %s infer %s"
                  .formatted(
                      Format.probability(timings.queueSeconds()),
                      Format.probability(timings.fetchSeconds()),
                      Format.probability(timings.decodeSeconds()),
                      Format.probability(timings.inferSeconds()))));
    }
  }

  /** Null is omitted. */
  private void field(String name, Object value) {
    if (value != null && !value.toString().isEmpty()) {
      session.print("%-9s %s".formatted(name, value));
    }
  }
}
