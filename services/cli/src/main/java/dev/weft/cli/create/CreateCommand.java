package dev.weft.cli.create;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.weft.cli.model.NewModel;
import dev.weft.client.Tags;
import dev.weft.client.WeftClient;
import dev.weft.client.image.LabelSource;
import dev.weft.client.training.Training;
import dev.weft.client.training.TrainingReport;
import dev.weft.client.training.TrainingRequest;
import dev.weft.client.training.TrainingState;
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
import dev.weft.console.training.TrainingFollower;
import dev.weft.console.training.TrainingText;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code weft create}. */
@Command(
    name = "create",
    description = {
      "Create a model with your own classes from folders of photographs, one folder per class, and"
          + " serve it.",
      "Uploads and labels the photographs, trains a model from the given base, and waits until the"
          + " model is served. If you run the command again with more photographs, it trains the"
          + " next version."
    })
public final class CreateCommand implements Callable<Integer> {

  private static final Duration INTERVAL = Duration.ofMillis(500);
  private static final int CONCURRENCY = 8;
  private static final int LINES_SHOWN = 20;

  private final CommandSession session;

  @Mixin private ServerOption server;

  @Parameters(
      index = "0",
      paramLabel = "NAME",
      description = "Name of the model: 1 to 63 characters from a-z, 0-9, - and _.")
  private String name;

  @Parameters(
      index = "1",
      paramLabel = "DIR",
      description =
          "Folder with one subfolder of photographs per class: DIR/polo/1.jpg is labeled polo.")
  private Path folder;

  @Option(
      names = "--base",
      paramLabel = "BASE",
      description =
          "Starting point of the first training: imagenet; a model, such as clothing; a version, as"
              + " NAME:VERSION; or auto, which selects imagenet or the server's default model,"
              + " whichever does better on these photographs. Default: imagenet.")
  private String base;

  @Option(
      names = "--unknown",
      paramLabel = "CLASS",
      description =
          "Folder of photographs that belong to none of the classes. The model does not learn it as"
              + " a class, but learns to be uncertain about similar images. Can be repeated.")
  private List<String> unknown = new ArrayList<>();

  @Option(
      names = "--by",
      paramLabel = "NAME",
      description = "Name of the person who assigns the labels.")
  private String by;

  public CreateCommand(CommandSession session) {
    this.session = session;
  }

  @Override
  public Integer call() {
    long start = System.nanoTime();
    WeftClient client = server.reached();
    ClassFolders folders;
    try (Progress progress = session.progress("reading " + folder)) {
      folders = ClassFolders.read(folder, progress);
    }
    requireKnown(folders.classes().keySet());
    print(folders);
    NewModel model = NewModel.ensure(client, name, base);
    LabelOutcomes outcomes = label(client, folders, model);
    Training training = train(client, model);
    boolean published = training.state() == TrainingState.PUBLISHED;
    CreateSummary summary =
        new CreateSummary(session.style(), report(client, training), id -> name(client, id));
    if (!published) {
      session.print(new TrainingText(session.style()).end(training));
      session.print(summary.leftOut());
      session.printJson(training);
      return ExitCode.FAILED;
    }
    int version = training.version();
    boolean serves = new ServedVersion(session, client.rollouts()).await(name, version);
    session.print("");
    session.print(
        "%s %s after %s"
            .formatted(
                session.style().bold(name + ":" + version),
                serves ? "is serving" : "is published",
                Format.seconds((System.nanoTime() - start) / 1e9)));
    session.print(summary.lines());
    next(serves);
    session.printJson(json(training, summary, version, serves, start));
    return outcomes.failed() > 0 ? ExitCode.IMAGES_FAILED : ExitCode.OK;
  }

  private void requireKnown(Set<String> classes) {
    for (String each : unknown) {
      if (!classes.contains(each)) {
        throw new CliException(
            ExitCode.USAGE,
            "--unknown is %s, but %s has no such folder of photographs".formatted(each, folder),
            "available folders: " + String.join(", ", classes));
      }
    }
  }

  private void print(ClassFolders folders) {
    Table table = new Table().column("class", Align.LEFT).column("photographs", Align.RIGHT);
    folders
        .classes()
        .forEach(
            (label, count) ->
                table.row(
                    unknown.contains(label) ? label + " (no class)" : label, count.toString()));
    session.print(table.lines(session.style()));
    folders.remarks().forEach(session::print);
    show(session.style().yellow("skipped: "), folders.leftOut());
  }

  private void show(String mark, List<String> lines) {
    lines.stream().limit(LINES_SHOWN).forEach(line -> session.print(mark + line));
    if (lines.size() > LINES_SHOWN) {
      session.print("and %d more".formatted(lines.size() - LINES_SHOWN));
    }
  }

  private LabelOutcomes label(WeftClient client, ClassFolders folders, NewModel model) {
    LabelOutcomes outcomes;
    try (Progress progress = session.progress("uploading and labeling")) {
      Labeler labeler =
          new Labeler(client, name, LabelSource.FOLDER, by, !model.hasVersion(), progress);
      int threads = Math.min(CONCURRENCY, folders.photographs().size());
      outcomes = labeler.label(folders.photographs(), threads);
    }
    session.note(outcomes.summary());
    show(session.style().red("failed: "), outcomes.failures());
    return outcomes;
  }

  private Training train(WeftClient client, NewModel model) {
    String from = model.hasVersion() ? null : base;
    TrainingRequest request =
        new TrainingRequest(
            name, null, from, null, unknown.isEmpty() ? null : List.copyOf(unknown));
    String id = client.trainings().request(request, null).id();
    session.note("training %s; Ctrl-C leaves it running".formatted(id));
    return new TrainingFollower(session, client, INTERVAL).follow(id);
  }

  /** Returns the name of an image's file, if known. */
  private static String name(WeftClient client, String id) {
    return client.images().find(id).map(image -> image.tags().get(Tags.FILE)).orElse(id);
  }

  private static TrainingReport report(WeftClient client, Training training) {
    return training.links().report() == null
        ? TrainingReport.NONE
        : client.trainings().report(training.id());
  }

  private void next(boolean serves) {
    session.print("");
    if (serves) {
      session.print("Try it:       weft publish more-photos/ --model %s --wait".formatted(name));
    } else {
      session.print("Follow it:    weft rollout status --model %s --follow".formatted(name));
    }
    session.print(
        "Extend it:    weft create %s %s  (with more photographs)".formatted(name, folder));
  }

  private ObjectNode json(
      Training training, CreateSummary summary, int version, boolean serves, long start) {
    ObjectNode json =
        Json.object()
            .put("model", name)
            .put("version", version)
            .put("serves", serves)
            .put("training", training.id());
    summary.writeTo(json);
    return json.put("seconds", Json.rounded((System.nanoTime() - start) / 1e9, 3));
  }
}
