package dev.weft.console.server;

import java.time.Duration;
import java.util.concurrent.TimeUnit;

/**
 * A process that never outlives this one: it is stopped by {@link #close}, and when this process
 * ends by Ctrl-C or SIGTERM.
 */
public final class ChildProcess implements AutoCloseable {
  private static final Duration STOPPING = Duration.ofSeconds(30);

  private final Process process;
  private final Thread hook;

  /**
   * @param name of the process, for its hook's thread
   */
  public ChildProcess(Process process, String name) {
    this.process = process;
    this.hook = new Thread(this::end, "stop-" + name);
    Runtime.getRuntime().addShutdownHook(hook);
  }

  /** Stops the process gracefully, from any thread; kills it after 30 s. */
  public void end() {
    end(STOPPING);
  }

  /** Stops the process gracefully; kills it after a time. */
  void end(Duration timeout) {
    process.destroy();
    try {
      if (!process.waitFor(timeout.toSeconds(), TimeUnit.SECONDS)) {
        process.destroyForcibly().waitFor(STOPPING.toSeconds(), TimeUnit.SECONDS);
      }
    } catch (InterruptedException e) {
      process.destroyForcibly();
      Thread.currentThread().interrupt();
    }
  }

  @Override
  public void close() {
    end();
    try {
      Runtime.getRuntime().removeShutdownHook(hook);
    } catch (IllegalStateException e) {
      // The hook is already running.
    }
  }
}
