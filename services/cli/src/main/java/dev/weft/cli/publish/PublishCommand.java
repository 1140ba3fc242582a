package dev.weft.cli.publish;

import dev.weft.cli.model.KnownModel;
import dev.weft.client.WeftClient;
import dev.weft.client.WeftException;
import dev.weft.client.model.ModelList;
import dev.weft.console.CliException;
import dev.weft.console.CommandSession;
import dev.weft.console.ExitCode;
import dev.weft.console.ServerFault;
import dev.weft.console.ServerOption;
import dev.weft.console.photo.Photo;
import dev.weft.console.photo.Photos;
import dev.weft.console.publish.FolderLabelMode;
import dev.weft.console.publish.Outcome;
import dev.weft.console.publish.Publisher;
import dev.weft.console.terminal.Progress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.regex.Pattern;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code weft publish}. */
@Command(
    name = "publish",
    description = {
      "Upload images and, with --wait, show the prediction for each.",
      "If folders are named after the model's classes, as in photos/shirt/1.jpg, accuracy and a"
          + " confusion matrix are printed as well."
    })
public final class PublishCommand implements Callable<Integer> {
  private static final Pattern RUN = Pattern.compile("[A-Za-z0-9][A-Za-z0-9._-]{0,79}");

  private final CommandSession session;

  @Mixin private ServerOption server;

  @Parameters(
      arity = "1..*",
      paramLabel = "FILE|DIR",
      description = "Image files, and folders to search recursively. Hidden files are skipped.")
  private List<Path> paths;

  @Option(
      names = {"-w", "--wait"},
      description = "Wait for the predictions and show them.")
  private boolean wait;

  @Option(
      names = "--labels",
      paramLabel = "HOW",
      defaultValue = "auto",
      description =
          "Whether folder names are labels: auto (if they are classes of a model), folders (always)"
              + " or none. Default: auto.")
  private FolderLabelMode labels;

  @Option(
      names = "--model",
      paramLabel = "NAME",
      description =
          "Model that classifies the images. Default: the server's default model, clothing unless"
              + " configured otherwise.")
  private String model;

  @Option(
      names = "--tag",
      paramLabel = "KEY=VALUE",
      description = "Tag for all images. Can be repeated.")
  private Map<String, String> tags = new TreeMap<>();

  @Option(
      names = "--rows",
      paramLabel = "N",
      defaultValue = "40",
      description = "Number of table rows to show; 0 for none, -1 for all. Default: 40.")
  private int rows;

  @Option(
      names = "--results",
      paramLabel = "FILE",
      description = "Also write the results to this file, one JSON object per image.")
  private Path results;

  @Option(
      names = "--concurrency",
      paramLabel = "N",
      defaultValue = "8",
      description = "Number of concurrent uploads. Default: 8.")
  private int concurrency;

  @Option(
      names = "--timeout",
      paramLabel = "SECONDS",
      defaultValue = "120",
      description = "Stop waiting if no prediction arrives for this long. Default: 120.")
  private int timeout;

  @Option(
      names = "--run",
      paramLabel = "NAME",
      description =
          "Name of this run. Running the command again with the same name resumes the run and"
              + " uploads no image twice. Default: a new name.")
  private String run;

  public PublishCommand(CommandSession session) {
    this.session = session;
  }

  @Override
  public Integer call() {
    check();
    List<Photo> photos =
        Photos.find(paths, (path, why) -> session.note("skipped: " + path + ": " + why));
    if (photos.isEmpty()) {
      throw new CliException(
          ExitCode.USAGE,
          "there are no files in " + paths,
          "specify a folder that contains photographs");
    }
    WeftClient client = server.client();
    ModelList models = ServerOption.models(client);
    KnownModel.otherThanDefault(models, model);
    List<Optional<String>> expected = labels.of(photos, ServerOption.classes(models));
    String name = run == null ? "p" + UUID.randomUUID().toString().substring(0, 8) : run;
    List<FileItem> items = photos.stream().map(photo -> FileItem.of(name, photo, model)).toList();
    Publisher.Plan plan = new Publisher.Plan(wait, concurrency, Duration.ofSeconds(timeout), tags);
    long start = System.nanoTime();
    List<Outcome> outcomes = publish(client, plan, items, name);
    double seconds = (System.nanoTime() - start) / 1e9;
    PublishReport report = new PublishReport(session, items, expected, outcomes, seconds);
    int exitCode = wait ? report.answers(rows) : report.uploads(client.server().toString(), name);
    if (results != null) {
      report.writeResults(results, name);
    }
    return exitCode;
  }

  private List<Outcome> publish(
      WeftClient client, Publisher.Plan plan, List<FileItem> items, String name) {
    try (Progress progress = session.progress("publishing")) {
      Publisher publisher = new Publisher(client, plan, progress, this::noteIfVerbose);
      Thread interruption =
          new Thread(() -> reportInterruption(progress, publisher.uploaded(), items.size(), name));
      Runtime.getRuntime().addShutdownHook(interruption);
      try {
        return publisher.publish(items, (index, outcome) -> {});
      } catch (WeftException e) {
        throw stopped(ServerFault.of(e), publisher.uploaded(), items.size(), name);
      } catch (CliException e) {
        throw stopped(e, publisher.uploaded(), items.size(), name);
      } finally {
        removeHook(interruption);
      }
    }
  }

  private static CliException stopped(CliException e, int uploaded, int all, String name) {
    return new CliException(
        e.exitCode(),
        "%s; run %s has uploaded %d of %d images".formatted(e.getMessage(), name, uploaded, all),
        (e.hint().isEmpty() ? "" : e.hint() + "; then ") + "continue with --run " + name,
        e);
  }

  private void reportInterruption(Progress progress, int uploaded, int all, String name) {
    progress.close();
    session.note(
        "stopped after %d of %d uploads; `--run %s` resumes from there"
            .formatted(uploaded, all, name));
  }

  private static void removeHook(Thread hook) {
    try {
      Runtime.getRuntime().removeShutdownHook(hook);
    } catch (IllegalStateException e) {
      // The JVM is shutting down, and this hook reports it.
    }
  }

  private void noteIfVerbose(String note) {
    if (session.verbose()) {
      session.note(note);
    }
  }

  private void check() {
    if (concurrency < 1 || concurrency > 256) {
      throw usage("--concurrency must be between 1 and 256, but is " + concurrency);
    }
    if (timeout < 1) {
      throw usage("--timeout must be at least 1 second, but is " + timeout);
    }
    if (run != null && !RUN.matcher(run).matches()) {
      throw usage("--run must match " + RUN + ", but is " + run);
    }
    if (results != null) {
      checkResults(results.toAbsolutePath());
    }
    tags.forEach(
        (key, value) -> {
          if ((key + value).contains(",")) {
            throw usage("--tag must not contain a comma, but is " + key + "=" + value);
          }
        });
  }

  /** Checks that the results can be written, before anything is uploaded. */
  private static void checkResults(Path file) {
    Path folder = file.getParent();
    if (Files.isDirectory(file)) {
      throw usage("--results must be a file, but is the folder " + file);
    }
    if (!Files.isDirectory(folder)) {
      throw usage("--results is %s, but the folder %s does not exist".formatted(file, folder));
    }
    if (!Files.isWritable(Files.exists(file) ? file : folder)) {
      throw usage("--results is %s, which cannot be written: permission denied".formatted(file));
    }
  }

  private static CliException usage(String message) {
    return new CliException(ExitCode.USAGE, message, "");
  }
}
