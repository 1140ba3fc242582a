package dev.weft.cli.bench;

import dev.weft.cli.Session;
import dev.weft.cli.server.Ready;
import dev.weft.cli.server.ServerProcess;
import dev.weft.cli.server.ServerSettings;
import dev.weft.cli.terminal.Progress;
import java.nio.file.Path;
import java.util.Map;

/** A server of a measurement's own, on free ports; closing it stops it. */
final class BenchServer implements AutoCloseable {

  private final ServerProcess process;
  private final Ready ready;

  private BenchServer(ServerProcess process, Ready ready) {
    this.process = process;
    this.ready = ready;
  }

  /**
   * Starts one and waits until it is ready.
   *
   * @param data folder of its data
   */
  static BenchServer start(Session session, Path data, Map<String, String> settings) {
    ServerSettings server = ServerSettings.onFreePorts(data, settings);
    ServerProcess process =
        ServerProcess.start(
            session.context(),
            server,
            line -> {
              if (session.verbose()) {
                session.note(line);
              }
            });
    try (Progress progress = session.progress("starting")) {
      return new BenchServer(process, process.awaitReady(progress));
    } catch (RuntimeException e) {
      process.close();
      throw e;
    }
  }

  Ready ready() {
    return ready;
  }

  @Override
  public void close() {
    process.close();
  }
}
