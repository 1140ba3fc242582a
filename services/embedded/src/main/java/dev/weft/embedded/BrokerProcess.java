package dev.weft.embedded;

import java.nio.file.Path;

/** A broker in a process of its own; a signal stops it. */
public final class BrokerProcess {
  private BrokerProcess() {}

  /**
   * Starts it.
   *
   * @param args its directory, the port that it listens on, and for a broker that is secured the
   *     folder of its certificate
   */
  public static void main(String[] args) {
    QuietLogs.toStandardError();
    Path dir = Path.of(args[0]);
    int port = Integer.parseInt(args[1]);
    EmbeddedBroker broker =
        args.length > 2
            ? EmbeddedBroker.start(dir, port, ServerTls.in(Path.of(args[2])))
            : EmbeddedBroker.start(dir, port);
    Runtime.getRuntime().addShutdownHook(new Thread(broker::close, "weft-stop"));
  }
}
