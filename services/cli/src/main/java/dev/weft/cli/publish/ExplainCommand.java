package dev.weft.cli.publish;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.weft.client.WeftClient;
import dev.weft.client.image.Explanation;
import dev.weft.client.image.ExplanationQuery;
import dev.weft.client.image.Prediction;
import dev.weft.console.CliException;
import dev.weft.console.CommandSession;
import dev.weft.console.ExitCode;
import dev.weft.console.Json;
import dev.weft.console.ServerOption;
import dev.weft.console.terminal.Format;
import dev.weft.console.terminal.Style;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code weft explain}. */
@Command(
    name = "explain",
    description =
        "Show which parts of an image are evidence for a label, as a picture or, with --output"
            + " json, as numbers.")
public final class ExplainCommand implements Callable<Integer> {
  private final CommandSession session;

  @Mixin private ServerOption server;

  @Parameters(paramLabel = "ID", description = "Id of the image.")
  private String id;

  @Option(
      names = "--model-version",
      paramLabel = "N",
      description =
          "Model version to explain. Default: the version that classified the image, or else the"
              + " newest that classifiers do not refuse.")
  private Integer version;

  @Option(
      names = "--label",
      paramLabel = "LABEL",
      description =
          "Label to explain, one of the version's labels. Default: the label that it predicts.")
  private String label;

  @Option(
      names = "--size",
      paramLabel = "N",
      defaultValue = "640",
      description = "Length of the picture's longer side in pixels, 64 to 2048. Default: 640.")
  private int size;

  @Option(
      names = "--to",
      paramLabel = "FILE",
      description =
          "File to write the picture to. Default: ID.png; with --output json, no file is written.")
  private Path to;

  @Option(names = "--force", description = "Overwrite an existing file.")
  private boolean force;

  public ExplainCommand(CommandSession session) {
    this.session = session;
  }

  @Override
  public Integer call() throws IOException {
    Path file = to == null && !session.json() ? Path.of(id + ".png") : to;
    if (file != null) {
      requireWritable(file);
    }
    WeftClient client = server.reached();
    Explanation explanation = client.images().explanation(id, asked());
    if (file != null) {
      Files.write(file, client.images().explanationPicture(id, settled(explanation)));
    }
    print(explanation, file);
    ObjectNode json = (ObjectNode) Json.tree(explanation);
    session.printJson(file == null ? json : json.put("file", file.toString()));
    return ExitCode.OK;
  }

  /** Checked before the server does the work. */
  private void requireWritable(Path file) {
    Path folder = file.toAbsolutePath().getParent();
    if (to != null && (Files.isDirectory(file) || !Files.isDirectory(folder))) {
      throw new CliException(
          ExitCode.USAGE,
          "cannot write the picture to " + file,
          Files.isDirectory(file)
              ? "it is a folder; specify a file"
              : "the folder " + folder + " does not exist");
    }
    if (Files.exists(file) && !force) {
      throw new CliException(
          ExitCode.USAGE,
          file + " already exists",
          "specify another file with --to, or overwrite it with --force");
    }
  }

  private ExplanationQuery asked() {
    return new ExplanationQuery(version, label, null);
  }

  /** The version and label of the numeric answer, so that the picture shows the same. */
  private ExplanationQuery settled(Explanation explanation) {
    return new ExplanationQuery(explanation.model().version(), explanation.label(), size);
  }

  private void print(Explanation explanation, Path file) {
    Style style = session.style();
    session.print(
        "%s %s by %s"
            .formatted(
                style.bold(explanation.label()),
                Format.probability(explanation.probability()),
                explanation.model()));
    Prediction predicted = explanation.predicted();
    if (!predicted.label().equals(explanation.label())) {
      session.print(
          "the prediction is %s %s"
              .formatted(predicted.label(), Format.probability(predicted.probability())));
    }
    session.print("written to " + file);
  }
}
