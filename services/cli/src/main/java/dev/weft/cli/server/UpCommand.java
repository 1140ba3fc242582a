package dev.weft.cli.server;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.weft.cli.CliException;
import dev.weft.cli.ExitCode;
import dev.weft.cli.Json;
import dev.weft.cli.Session;
import dev.weft.cli.terminal.Progress;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** {@code weft up}. */
@Command(
    name = "up",
    description = {
      "Starts everything in one process: broker, object store, gateway and classifier.",
      "Ctrl-C stops it; its data is kept."
    })
public final class UpCommand implements Callable<Integer> {
  private final Session session;

  @Mixin private ServerOptions options;

  public UpCommand(Session session) {
    this.session = session;
  }

  @Override
  public Integer call() throws InterruptedException {
    ServerSettings settings = options.toSettings(session.context().env());
    LogEcho echo = new LogEcho(session);
    try (ServerProcess server = ServerProcess.start(session.context(), settings, echo)) {
      double seconds;
      try (Progress progress = session.progress("starting")) {
        seconds = server.awaitReady(progress);
      }
      new WhatRunsWhere(session).print(server, seconds);
      session.print("");
      session.print("Ctrl-C stops it. Next: `weft publish DIR --wait`, `weft watch`.");
      session.printJson(ready(server, seconds));
      int exitCode = server.waitFor();
      throw new CliException(
          ExitCode.FAILED,
          "the server ended by itself, with exit code " + exitCode,
          "the log is " + settings.log());
    }
  }

  private static ObjectNode ready(ServerProcess server, double seconds) {
    ServerSettings settings = server.settings();
    return Json.object()
        .put("ready", true)
        .put("seconds", Json.rounded(seconds, 3))
        .put("server", settings.httpUrl())
        .put("kafka", settings.bootstrapServers())
        .put("s3", settings.s3Url())
        .put("data", settings.data().toString())
        .put("log", settings.log().toString())
        .put("pid", server.pid());
  }
}
