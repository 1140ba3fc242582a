package dev.weft.cli.status;

import dev.weft.client.WeftClient;
import dev.weft.console.CommandSession;
import dev.weft.console.ExitCode;
import dev.weft.console.ServerOption;
import java.time.Duration;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code weft status}. */
@Command(
    name = "status",
    description = {
      "Show the status of the whole system: throughput, backlog, serving versions and replicas.",
      "Exits with 4 if the broker or the object store does not respond.",
      "With --follow, updates the display until Ctrl-C; without a terminal, or in scripts, prints"
          + " one line per update."
    })
public final class StatusCommand implements Callable<Integer> {

  private static final Duration INTERVAL = Duration.ofSeconds(2);

  private final CommandSession session;

  @Mixin private ServerOption server;

  @Option(
      names = {"-f", "--follow"},
      description = "Update the display until Ctrl-C.")
  private boolean follow;

  public StatusCommand(CommandSession session) {
    this.session = session;
  }

  @Override
  public Integer call() {
    WeftClient client = server.client();
    Status status = Status.of(client);
    if (follow) {
      new StatusFollower(session, client, INTERVAL).follow(status);
    }
    session.print(new StatusText(session.style()).lines(status));
    session.printJson(status);
    return status.isWhole() ? ExitCode.OK : ExitCode.UNREACHABLE;
  }
}
