package dev.weft.console.server;

import dev.weft.console.Context;
import dev.weft.console.terminal.Progress;
import dev.weft.console.terminal.Terminal;
import java.nio.file.Path;
import java.util.Map;

/** A process that starts a server, prints its process id and never exits by itself. */
public final class ServerOwner {
  private ServerOwner() {}

  public static void main(String[] args) throws InterruptedException {
    Terminal terminal = Terminal.plain(System.out, System.err);
    Context context = new Context(terminal, Map.of(), Path.of(args[0]));
    ServerSettings settings = ServerSettings.onFreePorts(Path.of(args[1]), Map.of());
    try (ServerProcess server = ServerProcess.start(context, settings, line -> {})) {
      server.awaitReady(Progress.of("", terminal, true));
      System.out.println(server.pid());
      server.waitFor();
    }
  }
}
