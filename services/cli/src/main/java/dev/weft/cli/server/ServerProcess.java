package dev.weft.cli.server;

import dev.weft.cli.CliException;
import dev.weft.cli.Context;
import dev.weft.cli.ExitCode;
import dev.weft.cli.client.Backoff;
import dev.weft.cli.client.WeftClient;
import dev.weft.cli.terminal.Progress;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

/**
 * The server, as a child of this process that never outlives it: {@link #close} ends it, and so
 * does the end of this process by Ctrl-C or SIGTERM.
 */
public final class ServerProcess implements AutoCloseable {
  private static final Duration READY = Duration.ofSeconds(120);
  private static final Duration STOPPING = Duration.ofSeconds(30);
  private static final long POLL_MILLIS = 150;
  private static final int TAIL = 15;

  private final ServerSettings settings;
  private final Process process;
  private final ServerLog log;
  private final WeftClient client;
  private final Thread hook;
  private final long startNanos = System.nanoTime();

  private ServerProcess(ServerSettings settings, Process process, ServerLog log) {
    this.settings = settings;
    this.process = process;
    this.log = log;
    this.client = new WeftClient(URI.create(settings.httpUrl()), Backoff.DEFAULT);
    this.hook = new Thread(this::end, "stop-server");
    Runtime.getRuntime().addShutdownHook(hook);
  }

  /**
   * Starts it; ready it is later, see {@link #awaitReady}.
   *
   * @param lines told each line of the log
   * @throws CliException if it is not built, a port is taken, or the data folder cannot be written
   */
  public static ServerProcess start(
      Context context, ServerSettings settings, Consumer<String> lines) {
    Ports.requireFree(settings);
    Path jar = context.home().resolve("services/standalone/target/quarkus-app/quarkus-run.jar");
    if (!Files.exists(jar)) {
      throw new CliException(
          ExitCode.CANNOT_START, "the server is not built: there is no " + jar, "run `weft build`");
    }
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(JvmOptions.forServer(context.env()));
    command.addAll(settings.toProperties());
    command.add("-jar");
    command.add(jar.toString());
    try {
      Files.createDirectories(settings.data());
      ServerLog log = ServerLog.open(settings.log(), lines);
      Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
      log.follow(process.getInputStream());
      return new ServerProcess(settings, process, log);
    } catch (IOException e) {
      throw new CliException(
          ExitCode.CANNOT_START,
          "the server cannot be started with its data in "
              + settings.data()
              + ": "
              + e.getMessage(),
          "check the folder's rights and the disk's free space, or name another with --data DIR",
          e);
    }
  }

  /**
   * Waits until it serves.
   *
   * @return seconds since its start
   * @throws CliException if it ended or was not ready in two minutes; it is stopped then
   */
  public double awaitReady(Progress progress) {
    while (!client.isReady()) {
      if (!process.isAlive()) {
        throw failed("the server ended while it started, with exit code " + process.exitValue());
      }
      double seconds = secondsSinceStart();
      if (seconds > READY.toSeconds()) {
        close();
        throw failed("the server was not ready after " + READY.toSeconds() + " s");
      }
      progress.update(0, 0, "");
      pause();
    }
    return secondsSinceStart();
  }

  private double secondsSinceStart() {
    return (System.nanoTime() - startNanos) / 1e9;
  }

  private CliException failed(String what) {
    log.awaitEnd();
    String said = String.join("\n      ", log.tail(TAIL));
    return new CliException(
        ExitCode.CANNOT_START, what + "; it said:\n      " + said, "the log is " + settings.log());
  }

  private static void pause() {
    try {
      Thread.sleep(POLL_MILLIS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new CliException(ExitCode.FAILED, "interrupted", "", e);
    }
  }

  public ServerSettings settings() {
    return settings;
  }

  /** A client for its gateway. */
  public WeftClient client() {
    return client;
  }

  public long pid() {
    return process.pid();
  }

  /** Waits until it ends by itself; gives its exit code. */
  int waitFor() throws InterruptedException {
    return process.waitFor();
  }

  /** Stops it cleanly; after 30 s without mercy. */
  @Override
  public void close() {
    end();
    try {
      Runtime.getRuntime().removeShutdownHook(hook);
    } catch (IllegalStateException e) {
      // The hook runs already.
    }
  }

  private void end() {
    process.destroy();
    try {
      if (!process.waitFor(STOPPING.toSeconds(), TimeUnit.SECONDS)) {
        process.destroyForcibly().waitFor(STOPPING.toSeconds(), TimeUnit.SECONDS);
      }
    } catch (InterruptedException e) {
      process.destroyForcibly();
      Thread.currentThread().interrupt();
    }
  }
}
