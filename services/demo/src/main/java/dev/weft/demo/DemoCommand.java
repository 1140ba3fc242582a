package dev.weft.demo;

import dev.weft.client.WeftClient;
import dev.weft.console.CliException;
import dev.weft.console.CommandSession;
import dev.weft.console.ExitCode;
import dev.weft.console.Folders;
import dev.weft.console.ServerOption;
import dev.weft.console.publish.Outcome;
import dev.weft.console.publish.Publisher;
import dev.weft.console.server.LogEcho;
import dev.weft.console.server.Ready;
import dev.weft.console.server.ServerOptions;
import dev.weft.console.server.ServerProcess;
import dev.weft.console.server.ServerSettings;
import dev.weft.console.server.WhatRunsWhere;
import dev.weft.console.store.StoreAccess;
import dev.weft.console.terminal.Progress;
import dev.weft.modelstore.ModelStore;
import dev.weft.objectstore.ObjectStore;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code weft demo}. */
@Command(
    name = "demo",
    description = {
      "Start all services, upload drawings of clothes and your own photographs, and show the"
          + " predictions.",
      "Then labels other drawings, trains the model's next version on them, and compares both"
          + " versions on drawings that neither has seen. The new version is rolled out on live"
          + " drawings, first in shadow and then as a canary; a deliberately spoiled version after"
          + " it is rejected.",
      "Requires no network, no containers and no data."
    })
public final class DemoCommand implements Callable<Integer> {
  private static final Publisher.Plan PLAN =
      new Publisher.Plan(true, 4, Duration.ofSeconds(120), Map.of("source", "demo"));

  /**
   * A data folder of its own: its versions are trained on drawings and must not serve users'
   * photographs.
   */
  private static final Path DATA = Path.of(".weft-demo");

  private final CommandSession session;

  @Mixin private ServerOptions options;

  @Option(
      names = {"-n", "--count"},
      paramLabel = "N",
      defaultValue = "30",
      description = "Number of drawings. Default: 30.")
  private int count;

  @Option(
      names = "--seed",
      paramLabel = "N",
      defaultValue = "1",
      description = "Random seed of the drawings. Default: 1.")
  private long seed;

  @Option(
      names = "--photos",
      paramLabel = "DIR",
      description =
          "Folder of your own photographs to upload as well. Names of subfolders such as shirt/ are"
              + " used as labels.")
  private Path photos;

  @Option(names = "--no-training", description = "Stop after the predictions, before any training.")
  private boolean noTraining;

  @Option(names = "--keep", description = "Keep the services running afterwards, until Ctrl-C.")
  private boolean keep;

  @Option(names = "--exit", description = "Stop the services afterwards. This is the default.")
  private boolean exit;

  public DemoCommand(CommandSession session) {
    this.session = session;
  }

  @Override
  public Integer call() throws InterruptedException {
    long start = System.nanoTime();
    check();
    ServerSettings settings =
        options
            .toSettings(session.context().env(), DATA)
            // A single training without crops is sufficient for the demo, and takes half the time.
            .withDefault("weft.trainer.recipe.judging.learn-all-below", "0")
            .withDefault("weft.trainer.recipe.head.crops", "0");
    LogEcho echo = new LogEcho(session);
    try (ServerProcess server = ServerProcess.start(session.context(), settings, echo)) {
      Ready ready;
      try (Progress progress = session.progress("starting broker, store and all services")) {
        ready = server.awaitReady(progress);
      }
      Phases phases = new Phases();
      phases.add("start", server.secondsSinceStart());
      new WhatRunsWhere(session).print(server, ready);
      WeftClient client = ServerProcess.client(ready);
      if (settings.kafka() == null) {
        new InterruptedDemo(session, client).end();
      }
      DemoImages images = new DemoImages(DemoImages.newRun(), seed);
      Scoreboards boards = phases.time("predictions", () -> publish(client, images));
      Optional<RetrainingResult> retraining =
          noTraining
              ? Optional.empty()
              : Optional.of(
                  new RetrainingDemo(
                          RetrainingDemo.SIZE,
                          session,
                          client,
                          PLAN,
                          images,
                          phases,
                          (model, version) -> spoil(settings, ready, model, version))
                      .run(ready.model()));
      DemoResult result =
          new DemoResult(
              ready.model(), boards, retraining, phases, (System.nanoTime() - start) / 1e9);
      new DemoSummary(session).print(result, ready.http(), keep);
      session.printJson(result.toJson());
      if (keep) {
        server.waitFor();
      }
      return result.exitCode();
    }
  }

  private int spoil(ServerSettings settings, Ready ready, String model, int version) {
    try (ObjectStore store =
        StoreAccess.open(ready.s3(), settings.data(), session.context().env())) {
      Path work = Files.createTempDirectory("weft-spoiled");
      try {
        return new SpoiledVersion(new ModelStore(store, ready.bucket()))
            .publish(model, version, work);
      } finally {
        Folders.delete(work);
      }
    } catch (IOException e) {
      throw new CliException(
          ExitCode.FAILED, "cannot use a temporary folder: " + e.getMessage(), "", e);
    }
  }

  private void check() {
    if (count < 0 || count > 100_000) {
      throw new CliException(
          ExitCode.USAGE,
          "--count must be between 0 and 100000, but is " + count,
          "for example 30");
    }
    if (photos != null && !Files.isDirectory(photos)) {
      throw new CliException(
          ExitCode.USAGE, "--photos must be a folder, but is " + photos, "check the path");
    }
    if (count == 0 && photos == null && noTraining) {
      throw new CliException(
          ExitCode.USAGE, "there are no images to show", "use --count N or --photos DIR");
    }
    if (keep && exit) {
      throw new CliException(
          ExitCode.USAGE, "--keep and --exit cannot be combined", "use one of them, or neither");
    }
  }

  private Scoreboards publish(WeftClient client, DemoImages source) {
    List<DemoImage> images = new ArrayList<>(source.drawings(count));
    if (photos != null) {
      images.addAll(source.photographs(photos, ServerOption.classes(client)));
    }
    session.print("");
    LiveTable table = new LiveTable(session, images);
    table.printHeader();
    long start = System.nanoTime();
    List<Outcome> outcomes =
        new Publisher(client, PLAN, table, session::note).publish(images, table::print);
    table.close();
    return Scoreboards.of(images, outcomes, (System.nanoTime() - start) / 1e9);
  }
}
