package dev.weft.cli.server;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.weft.console.CliException;
import dev.weft.console.CommandSession;
import dev.weft.console.ExitCode;
import dev.weft.console.Json;
import dev.weft.console.server.LogEcho;
import dev.weft.console.server.Ready;
import dev.weft.console.server.ServerOptions;
import dev.weft.console.server.ServerProcess;
import dev.weft.console.server.ServerSettings;
import dev.weft.console.server.WhatRunsWhere;
import dev.weft.console.terminal.Progress;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** {@code weft up}. */
@Command(
    name = "up",
    description = {
      "Start all services in one process: broker, object store, gateway, classifier, trainer and",
      "rollout service.",
      "Press Ctrl-C to stop. Data is kept."
    })
public final class UpCommand implements Callable<Integer> {
  private static final Path DATA = Path.of(".weft");

  private final CommandSession session;

  @Mixin private ServerOptions options;

  public UpCommand(CommandSession session) {
    this.session = session;
  }

  @Override
  public Integer call() throws InterruptedException {
    ServerSettings settings = options.toSettings(session.context().env(), DATA);
    LogEcho echo = new LogEcho(session);
    try (ServerProcess server = ServerProcess.start(session.context(), settings, echo)) {
      Ready ready;
      try (Progress progress = session.progress("starting")) {
        ready = server.awaitReady(progress);
      }
      double seconds = server.secondsSinceStart();
      new WhatRunsWhere(session).print(server, ready);
      session.print("");
      session.print("Ctrl-C stops it. Next: `weft publish DIR --wait`, `weft watch`.");
      session.printJson(toJson(server, ready, seconds));
      stopQuietly(server);
      int exitCode = server.waitFor();
      throw new CliException(
          ExitCode.FAILED,
          "the server exited unexpectedly with exit code " + exitCode,
          "see the log: " + settings.log());
    }
  }

  /** Ctrl-C and SIGTERM are the normal way to end this command: exit code 0. */
  private static void stopQuietly(ServerProcess server) {
    Thread quietly =
        new Thread(
            () -> {
              server.end();
              Runtime.getRuntime().halt(ExitCode.OK);
            },
            "stop-quietly");
    Runtime.getRuntime().addShutdownHook(quietly);
  }

  private static ObjectNode toJson(ServerProcess server, Ready ready, double seconds) {
    return Json.object()
        .put("ready", true)
        .put("seconds", Json.rounded(seconds, 3))
        .put("server", ready.http().toString())
        .put("kafka", ready.kafka())
        .put("s3", ready.s3().toString())
        .put("bucket", ready.bucket())
        .put("engine", ready.engine())
        .put("model", ready.model())
        .put("data", server.settings().data().toString())
        .put("log", server.settings().log().toString())
        .put("pid", server.pid());
  }
}
