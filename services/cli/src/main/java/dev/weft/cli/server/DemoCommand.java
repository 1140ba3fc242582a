package dev.weft.cli.server;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.weft.cli.CliException;
import dev.weft.cli.ExitCode;
import dev.weft.cli.Json;
import dev.weft.cli.Session;
import dev.weft.cli.client.WeftClient;
import dev.weft.cli.model.ModelsCommand;
import dev.weft.cli.publish.Outcome;
import dev.weft.cli.publish.Publisher;
import dev.weft.cli.publish.Scoreboard;
import dev.weft.cli.terminal.Progress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code weft demo}. */
@Command(
    name = "demo",
    description = {
      "Starts everything, publishes drawn clothes and your own photographs, and shows what the"
          + " model says of them.",
      "Needs no network, no containers and no data."
    })
public final class DemoCommand implements Callable<Integer> {
  private static final int UPLOADS_AT_ONCE = 4;

  private final Session session;

  @Mixin private ServerOptions options;

  @Option(
      names = {"-n", "--count"},
      paramLabel = "N",
      defaultValue = "30",
      description = "How many drawings. Default: 30.")
  private int count;

  @Option(
      names = "--seed",
      paramLabel = "N",
      defaultValue = "1",
      description = "Other drawings for another seed. Default: 1.")
  private long seed;

  @Option(
      names = "--photos",
      paramLabel = "DIR",
      description = "Also your own photographs; folder names such as shirt/ are taken as labels.")
  private Path photos;

  @Option(names = "--keep", description = "Leave it running afterwards, until Ctrl-C.")
  private boolean keep;

  public DemoCommand(Session session) {
    this.session = session;
  }

  @Override
  public Integer call() throws InterruptedException {
    long start = System.nanoTime();
    check();
    ServerSettings settings = options.toSettings(session.context().env());
    LogEcho echo = new LogEcho(session);
    try (ServerProcess server = ServerProcess.start(session.context(), settings, echo)) {
      Ready ready;
      try (Progress progress = session.progress("starting broker, store, gateway and classifier")) {
        ready = server.awaitReady(progress);
      }
      double readySeconds = server.secondsSinceStart();
      new WhatRunsWhere(session).print(server, ready);
      WeftClient client = ServerProcess.client(ready);
      List<DemoImage> images = images(client);
      session.print("");
      Scoreboards boards = publish(client, images);
      double seconds = (System.nanoTime() - start) / 1e9;
      session.print("");
      new DemoSummary(session).print(boards, seconds, keep);
      session.printJson(toJson(boards, readySeconds, seconds));
      if (keep) {
        server.waitFor();
      }
      Scoreboard all = boards.all();
      return all.answered() == all.images() ? ExitCode.OK : ExitCode.IMAGES_FAILED;
    }
  }

  private void check() {
    if (count < 0 || count > 100_000) {
      throw new CliException(
          ExitCode.USAGE, "--count must lie in 0..100000, but is " + count, "for example 30");
    }
    if (photos != null && !Files.isDirectory(photos)) {
      throw new CliException(
          ExitCode.USAGE, "--photos must be a folder, but is " + photos, "check the path");
    }
    if (count == 0 && photos == null) {
      throw new CliException(
          ExitCode.USAGE, "there is nothing to show", "give --count N or --photos DIR");
    }
  }

  private List<DemoImage> images(WeftClient client) {
    DemoImages source = new DemoImages("demo-" + UUID.randomUUID().toString().substring(0, 8));
    List<DemoImage> images = new ArrayList<>(source.drawings(count, seed));
    if (photos != null) {
      images.addAll(source.photographs(photos, ModelsCommand.classes(client.models())));
    }
    return images;
  }

  private Scoreboards publish(WeftClient client, List<DemoImage> images) {
    Publisher.Plan plan =
        new Publisher.Plan(
            true, UPLOADS_AT_ONCE, Duration.ofSeconds(120), Map.of("source", "demo"));
    LiveTable table = new LiveTable(session, images);
    table.printHeader();
    long start = System.nanoTime();
    List<Outcome> outcomes =
        new Publisher(client, plan, table, session::note).publish(images, table::print);
    table.close();
    return Scoreboards.of(images, outcomes, (System.nanoTime() - start) / 1e9);
  }

  private static ObjectNode toJson(Scoreboards boards, double ready, double seconds) {
    ObjectNode json = boards.all().toJson();
    json.put("readySeconds", Json.rounded(ready, 3)).put("totalSeconds", Json.rounded(seconds, 3));
    json.set("drawings", boards.drawings().toJson());
    json.set("photographs", boards.photographs().toJson());
    return json;
  }
}
