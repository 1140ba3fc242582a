package dev.weft.console.server;

import dev.weft.client.WeftClient;
import dev.weft.console.CliException;
import dev.weft.console.Context;
import dev.weft.console.ExitCode;
import dev.weft.console.ServerOption;
import dev.weft.console.store.StoreEnvironment;
import dev.weft.console.terminal.Progress;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

/**
 * The server as a child process that never outlives this one: it is stopped by {@link #close}, and
 * when this process ends by Ctrl-C or SIGTERM.
 */
public final class ServerProcess implements AutoCloseable {
  private static final String JAR = "services/standalone/target/quarkus-app/quarkus-run.jar";
  private static final Duration STARTING = Duration.ofSeconds(120);
  private static final Duration REDRAW = Duration.ofMillis(100);
  private static final int PORT_TAKEN = 3;
  private static final int TAIL = 15;

  private final ServerSettings settings;
  private final Process process;
  private final ServerLog log;
  private final ChildProcess child;
  private final long startNanos = System.nanoTime();

  private ServerProcess(ServerSettings settings, Process process, ServerLog log) {
    this.settings = settings;
    this.process = process;
    this.log = log;
    this.child = new ChildProcess(process, "server");
  }

  /**
   * Starts the server without waiting until it is ready, see {@link #awaitReady}.
   *
   * @param lines receives each line of its output
   * @throws CliException if it is not built, a port is in use, or the data folder cannot be written
   */
  public static ServerProcess start(
      Context context, ServerSettings settings, Consumer<String> lines) {
    return start(context, settings, ClassArchive.options(context), lines);
  }

  /**
   * @param options additional options of the JVM
   */
  static ServerProcess start(
      Context context, ServerSettings settings, List<String> options, Consumer<String> lines) {
    LoopbackPorts.requireFree(settings);
    Path jar = context.home().resolve(JAR);
    if (!Files.exists(jar)) {
      throw new CliException(
          ExitCode.CANNOT_START,
          "the server has not been built: " + jar + " does not exist",
          "run `weft build`");
    }
    ProcessBuilder builder =
        new ProcessBuilder(command(context, settings, options, jar)).redirectErrorStream(true);
    // The C library would otherwise keep memory apart for each thread, hundreds of megabytes of it.
    builder.environment().putIfAbsent("MALLOC_ARENA_MAX", "2");
    if (settings.s3() != null) {
      // In the environment, where other users cannot see them.
      builder.environment().putAll(StoreEnvironment.of(context.env()));
    }
    try {
      Files.createDirectories(settings.data());
      ServerLog log = ServerLog.open(settings.log(), lines);
      Process process = builder.start();
      process.getOutputStream().close();
      log.follow(process.getInputStream());
      return new ServerProcess(settings, process, log);
    } catch (IOException e) {
      throw new CliException(
          ExitCode.CANNOT_START,
          "cannot start the server with its data in " + settings.data() + ": " + e,
          "check the permissions of the folder and the free disk space, or specify another folder"
              + " with --data DIR",
          e);
    }
  }

  private static List<String> command(
      Context context, ServerSettings settings, List<String> options, Path jar) {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(options);
    command.addAll(JvmOptions.forServer(context.home(), context.env()));
    command.add("-Dweft.parent.pid=" + ProcessHandle.current().pid());
    command.addAll(settings.toProperties());
    command.add("-jar");
    command.add(jar.toString());
    command.addAll(settings.toArguments());
    return command;
  }

  /**
   * Waits until the server is ready.
   *
   * @throws CliException if it exited or was not ready within two minutes; it is stopped then
   */
  public Ready awaitReady(Progress progress) {
    while (true) {
      var ready = log.awaitReady(REDRAW);
      if (ready.isPresent()) {
        return ready.get();
      }
      if (!process.isAlive()) {
        log.awaitEnd();
        throw ended(process.exitValue());
      }
      if (secondsSinceStart() > STARTING.toSeconds()) {
        close();
        throw failed("the server was not ready after " + STARTING.toSeconds() + " s");
      }
      progress.update(0, 0, "");
    }
  }

  private CliException ended(int exitCode) {
    String said = log.lastOwnLine();
    if (exitCode == PORT_TAKEN && !said.isEmpty()) {
      return new CliException(ExitCode.CANNOT_START, said, "");
    }
    return failed("the server exited during startup with exit code " + exitCode);
  }

  private CliException failed(String what) {
    String said = String.join("\n      ", log.tail(TAIL));
    return new CliException(
        ExitCode.CANNOT_START,
        what + "; its last output:\n      " + said,
        "see the log: " + settings.log());
  }

  public double secondsSinceStart() {
    return (System.nanoTime() - startNanos) / 1e9;
  }

  public ServerSettings settings() {
    return settings;
  }

  public long pid() {
    return process.pid();
  }

  /** Waits until the server exits, and its output is processed; returns its exit code. */
  public int waitFor() throws InterruptedException {
    int exitCode = process.waitFor();
    log.awaitEnd();
    return exitCode;
  }

  /** A client for the gateway of a ready server. */
  public static WeftClient client(Ready ready) {
    return ServerOption.local(ready.http());
  }

  /** Stops the server gracefully; kills it after 30 s. */
  @Override
  public void close() {
    child.close();
  }

  /** Stops the server, from any thread, also during this process's shutdown. */
  public void end() {
    child.end();
  }

  /** Stops the server gracefully; kills it after a time. */
  void end(Duration timeout) {
    child.end(timeout);
  }
}
