package dev.weft.bench.setup;

import dev.weft.bench.process.BackendProcesses;
import dev.weft.console.CommandSession;
import dev.weft.console.Context;
import dev.weft.console.server.Ready;
import dev.weft.console.server.ServerProcess;
import dev.weft.console.server.ServerSettings;
import dev.weft.console.terminal.Progress;
import java.nio.file.Path;
import java.util.Map;

/** A separate server for a benchmark, on free ports; stopped on close. */
public final class BenchServer implements AutoCloseable {

  private final ServerProcess process;
  private final Ready ready;

  private BenchServer(ServerProcess process, Ready ready) {
    this.process = process;
    this.ready = ready;
  }

  /**
   * Starts a server and waits until it is ready.
   *
   * @param data folder its data folder
   */
  public static BenchServer start(CommandSession session, Path data, Map<String, String> settings) {
    return start(session, session.context(), ServerSettings.onFreePorts(data, settings));
  }

  /** Starts a server whose broker and store are processes of their own. */
  public static BenchServer start(
      CommandSession session, Path data, BackendProcesses backends, Map<String, String> settings) {
    ServerSettings server =
        new ServerSettings(
            data,
            0,
            0,
            0,
            backends.bootstrapServers(),
            backends.endpoint().toString(),
            null,
            settings);
    return start(session, backends.in(session.context()), server);
  }

  private static BenchServer start(CommandSession session, Context context, ServerSettings server) {
    ServerProcess process =
        ServerProcess.start(
            context,
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

  public Ready ready() {
    return ready;
  }

  public long pid() {
    return process.pid();
  }

  @Override
  public void close() {
    process.close();
  }
}
