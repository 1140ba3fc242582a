package dev.weft.cli.label;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.weft.cli.model.KnownModel;
import dev.weft.cli.model.NewModel;
import dev.weft.client.WeftClient;
import dev.weft.console.CliException;
import dev.weft.console.CommandSession;
import dev.weft.console.ExitCode;
import dev.weft.console.Json;
import dev.weft.console.ServerOption;
import dev.weft.console.label.LabelOutcomes;
import dev.weft.console.label.Labeler;
import dev.weft.console.terminal.Format;
import dev.weft.console.terminal.Progress;
import dev.weft.console.terminal.Table;
import dev.weft.console.terminal.Table.Align;
import java.io.IOException;
import java.nio.charset.MalformedInputException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code weft label}. */
@Command(
    name = "label",
    description = {
      "Label images, uploading those that the server does not have yet. Running the command again"
          + " uploads nothing twice.",
      "DIR: each file is labeled with the name of its folder, as in photos/shirt/1.jpg.",
      "FILE.csv: a table with the columns file (or id, for images on the server) and label.",
      "labels.csv or labels.jsonl: a list written by `weft export`; images keep their ids.",
      "EXPORT.json: a Label Studio export in JSON or JSON-MIN format."
    })
public final class LabelCommand implements Callable<Integer> {

  private static final int SKIPPED_SHOWN = 10;
  private static final int MAX_CONCURRENCY = 256;

  private final CommandSession session;

  @Mixin private ServerOption server;

  @Parameters(
      paramLabel = "DIR|FILE.csv|EXPORT.json|FILE.jsonl",
      description = "Source of the labels.")
  private Path path;

  @Option(
      names = "--images",
      paramLabel = "DIR",
      description = "Folder with the files that a list refers to. Default: the folder of the list.")
  private Path images;

  @Option(
      names = "--model",
      paramLabel = "NAME",
      description =
          "Model for which to upload the images, and which is trained on their labels. Default: the"
              + " server's default model, clothing unless configured otherwise.")
  private String model;

  @Option(
      names = "--create",
      description =
          "Create the model given with --model if it does not exist. To train its first version"
              + " from the ImageNet base, run `weft train --model NAME`.")
  private boolean create;

  @Option(
      names = "--by",
      paramLabel = "NAME",
      description = "Name of the person who assigns the labels, unless the list contains it.")
  private String by;

  @Option(
      names = "--concurrency",
      paramLabel = "N",
      defaultValue = "8",
      description = "Number of images to process concurrently. Default: 8.")
  private int concurrency;

  public LabelCommand(CommandSession session) {
    this.session = session;
  }

  @Override
  public Integer call() {
    if (concurrency < 1 || concurrency > MAX_CONCURRENCY) {
      throw usage("--concurrency must be between 1 and 256, but is " + concurrency, "");
    }
    if (create && model == null) {
      throw usage("--create requires the name of the new model", "specify it with --model NAME");
    }
    LabelList list = read();
    if (list.entries().isEmpty()) {
      throw usage(
          "there are no images to label in " + path,
          list.skipped().isEmpty() ? "" : "skipped: " + list.skipped().get(0));
    }
    WeftClient client = server.client();
    boolean hasVersion =
        create
            ? NewModel.ensure(client, model, null).hasVersion()
            : KnownModel.hasVersion(ServerOption.models(client), model);
    long start = System.nanoTime();
    LabelOutcomes outcomes;
    try (Progress progress = session.progress("labeling")) {
      Labeler labeler = new Labeler(client, model, list.source(), by, !hasVersion, progress);
      outcomes = labeler.label(list.entries(), Math.min(concurrency, list.entries().size()));
    }
    double seconds = (System.nanoTime() - start) / 1e9;
    print(list, outcomes, seconds);
    ObjectNode json = outcomes.toJson().put("skipped", list.skipped().size());
    session.printJson(json.put("seconds", Json.rounded(seconds, 3)));
    return outcomes.failed() > 0 ? ExitCode.IMAGES_FAILED : ExitCode.OK;
  }

  private LabelList read() {
    if (Files.isDirectory(path)) {
      return FolderLabels.read(path);
    }
    if (!Files.exists(path)) {
      throw usage("no such file or folder: " + path, "check the spelling of the path");
    }
    String name = path.getFileName().toString().toLowerCase(Locale.ROOT);
    Path parent = path.toAbsolutePath().getParent();
    Path folder = images == null ? parent : images;
    if (name.endsWith(".json")) {
      return LabelStudioLabels.read(path.toString(), text(), folder);
    }
    if (name.endsWith(".jsonl")) {
      return JsonLinesLabels.read(text(), folder);
    }
    if (name.endsWith(".csv") || name.endsWith(".tsv")) {
      return CsvLabels.read(path.toString(), text(), folder);
    }
    throw usage(
        path + " is neither a folder nor a .csv, .json or .jsonl file",
        "to label a single image, put it into a folder, or into a list");
  }

  private String text() {
    try {
      return Files.readString(path);
    } catch (MalformedInputException e) {
      throw usage(path + " is not UTF-8 text", "save it as UTF-8");
    } catch (IOException e) {
      throw usage(path + " cannot be read: " + e.getMessage(), "");
    }
  }

  private void print(LabelList list, LabelOutcomes outcomes, double seconds) {
    Table table = new Table().column("label", Align.LEFT).column("images", Align.RIGHT);
    outcomes.classes().forEach((label, count) -> table.row(label, count.toString()));
    session.print(table.lines(session.style()));
    session.print("");
    session.print(session.style().bold(outcomes.summary()) + " in " + Format.seconds(seconds));
    outcomes.failures().forEach(line -> session.print(session.style().red("failed: ") + line));
    if (outcomes.failed() > outcomes.failures().size()) {
      session.print("and %d more".formatted(outcomes.failed() - outcomes.failures().size()));
    }
    list.skipped().stream()
        .limit(SKIPPED_SHOWN)
        .forEach(line -> session.print(session.style().yellow("skipped: ") + line));
    if (list.skipped().size() > SKIPPED_SHOWN) {
      session.print("and %d more".formatted(list.skipped().size() - SKIPPED_SHOWN));
    }
  }

  private static CliException usage(String message, String hint) {
    return new CliException(ExitCode.USAGE, message, hint);
  }
}
