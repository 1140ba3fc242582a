package dev.weft.console.server;

import dev.weft.console.CommandSession;
import dev.weft.console.terminal.Format;

/** Summary of the server's addresses for people, once it is ready. */
public final class WhatRunsWhere {
  private final CommandSession session;

  public WhatRunsWhere(CommandSession session) {
    this.session = session;
  }

  public void print(ServerProcess server, Ready ready) {
    ServerSettings settings = server.settings();
    String seconds = Format.seconds(server.secondsSinceStart());
    session.print(session.style().bold("Weft is ready") + " after " + seconds);
    line("gateway", ready.http().toString(), "API: /q/openapi, metrics: /q/metrics");
    line("kafka", ready.kafka(), settings.kafka() == null ? "embedded" : "external");
    line("s3", ready.s3() + "/" + ready.bucket(), settings.s3() == null ? "embedded" : "external");
    line("model", ready.model(), "on " + ready.engine());
    line("data", settings.data().toString(), "");
    line("log", settings.log().toString(), "");
  }

  private void line(String what, String where, String more) {
    String text = "  %-8s %-28s".formatted(what, where);
    session.print(
        (text + (more.isEmpty() ? "" : "  " + session.style().dim(more))).stripTrailing());
  }
}
