package dev.weft.embedded;

import java.nio.file.Path;

/** A broker in a process of its own; a signal stops it. */
public final class BrokerProcess {
  private BrokerProcess() {}

  /**
   * Starts it.
   *
   * @param args its directory, and the port that it listens on
   */
  public static void main(String[] args) {
    EmbeddedBroker broker = EmbeddedBroker.start(Path.of(args[0]), Integer.parseInt(args[1]));
    Runtime.getRuntime().addShutdownHook(new Thread(broker::close, "weft-stop"));
  }
}
