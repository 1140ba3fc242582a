package dev.weft.cli.status;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.weft.cli.ExitCode;
import dev.weft.cli.Json;
import dev.weft.cli.ServerOption;
import dev.weft.cli.Session;
import dev.weft.cli.client.WeftClient;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code weft status}. */
@Command(
    name = "status",
    description = {
      "Shows the whole system on one screen: what is answered, what waits, what serves, who runs.",
      "Ends with 4 if the broker or the store does not answer.",
      "With --follow it is drawn again and again, until Ctrl-C; without a terminal, or for scripts,"
          + " a line each time."
    })
public final class StatusCommand implements Callable<Integer> {

  private static final Duration INTERVAL = Duration.ofSeconds(2);

  private final Session session;

  @Mixin private ServerOption server;

  @Option(
      names = {"-f", "--follow"},
      description = "Show how it goes, until Ctrl-C.")
  private boolean follow;

  public StatusCommand(Session session) {
    this.session = session;
  }

  @Override
  public Integer call() {
    WeftClient client = server.client();
    JsonNode status = of(client);
    if (follow) {
      new StatusFollower(session, client, INTERVAL).follow(status);
    }
    session.print(new StatusText(session.style()).lines(status));
    session.printJson(status);
    return isWhole(status) ? ExitCode.OK : ExitCode.UNREACHABLE;
  }

  /** Where it is, the system, and the rollouts' states. */
  static JsonNode of(WeftClient client) {
    ObjectNode status = Json.object().put("server", client.server().toString());
    status.set("system", client.system());
    status.set(
        "rollouts",
        client
            .rollouts()
            .now()
            .map(all -> all.path("rollouts"))
            .orElseGet(() -> Json.tree(List.of())));
    return status;
  }

  private static boolean isWhole(JsonNode status) {
    for (JsonNode part : status.path("system").path("ground")) {
      if (!part.path("reachable").asBoolean()) {
        return false;
      }
    }
    return true;
  }
}
