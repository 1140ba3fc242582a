package dev.weft.cli.server;

import dev.weft.cli.Session;
import dev.weft.cli.terminal.Format;
import dev.weft.cli.terminal.Style;

/** The lines that a person reads once the server is up. */
final class WhatRunsWhere {
  private final Session session;

  WhatRunsWhere(Session session) {
    this.session = session;
  }

  void print(ServerProcess server, double seconds) {
    ServerSettings settings = server.settings();
    Style style = session.style();
    session.print(style.bold("Weft is ready") + " after " + Format.seconds(seconds));
    line(
        "gateway", settings.httpUrl(), "API at /q/swagger-ui or /q/openapi, metrics at /q/metrics");
    line("kafka", settings.bootstrapServers(), settings.kafka() == null ? "embedded" : "external");
    line(
        "s3",
        settings.s3Url(),
        settings.s3() == null ? "embedded; keys in " + settings.credentials() : "external");
    line("data", settings.data().toString(), "");
    line("log", settings.log().toString(), "");
  }

  private void line(String what, String where, String more) {
    String text = "  %-8s %-22s".formatted(what, where);
    session.print(
        (text + (more.isEmpty() ? "" : "  " + session.style().dim(more))).stripTrailing());
  }
}
