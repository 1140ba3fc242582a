package dev.weft.bench.process;

import dev.weft.console.CliException;
import dev.weft.console.ExitCode;
import dev.weft.console.server.ChildProcess;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.BooleanSupplier;

/**
 * A JVM that a benchmark starts and measures. Its output goes to a file. Stopped on close, and when
 * this process ends by Ctrl-C or SIGTERM.
 */
public final class JavaProcess implements AutoCloseable {
  private static final Duration STARTING = Duration.ofSeconds(120);
  private static final long LOOK_MILLIS = 50;
  private static final int TAIL = 15;

  private final String name;
  private final Process process;
  private final Path log;
  private final ChildProcess child;

  private JavaProcess(String name, Process process, Path log) {
    this.name = name;
    this.process = process;
    this.log = log;
    this.child = new ChildProcess(process, name);
  }

  /**
   * Starts a JVM with the Java of this process.
   *
   * @param name for people
   * @param arguments JVM options, main class or archive, and its arguments
   * @param env added to the environment of this process
   * @param log file that receives its output
   */
  public static JavaProcess start(
      String name, List<String> arguments, Map<String, String> env, Path log) {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(arguments);
    ProcessBuilder builder =
        new ProcessBuilder(command).redirectErrorStream(true).redirectOutput(log.toFile());
    builder.environment().putAll(env);
    try {
      Files.createDirectories(log.getParent());
      Process process = builder.start();
      process.getOutputStream().close();
      return new JavaProcess(name, process, log);
    } catch (IOException e) {
      throw new CliException(
          ExitCode.CANNOT_START, "cannot start the process %s: %s".formatted(name, e), "", e);
    }
  }

  /** Options in {@code WEFT_JAVA_OPTS}, which each measured process receives. */
  public static List<String> options(Map<String, String> env) {
    String options = env.getOrDefault("WEFT_JAVA_OPTS", "").strip();
    return options.isEmpty() ? List.of() : List.of(options.split("\\s+"));
  }

  /** A port of the loopback interface that nothing listens on now. */
  public static int freePort() {
    try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return socket.getLocalPort();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /**
   * Waits until a condition holds.
   *
   * @throws CliException if the process ended before, or two minutes have passed
   */
  public void await(BooleanSupplier ready) {
    long deadline = System.nanoTime() + STARTING.toNanos();
    while (!ready.getAsBoolean()) {
      if (!process.isAlive() || System.nanoTime() > deadline) {
        String what = process.isAlive() ? "is not ready" : "exited during startup";
        throw new CliException(
            ExitCode.CANNOT_START,
            "the process %s %s; its output:\n      %s".formatted(name, what, tail()),
            "");
      }
      try {
        Thread.sleep(LOOK_MILLIS);
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        throw new CliException(ExitCode.FAILED, "interrupted", "", e);
      }
    }
  }

  /** Waits until its output has a line. */
  public void awaitLine(String line) {
    await(() -> output().lines().anyMatch(line::equals));
  }

  private String tail() {
    List<String> lines = output().lines().toList();
    return String.join("\n      ", lines.subList(Math.max(0, lines.size() - TAIL), lines.size()));
  }

  private String output() {
    try {
      return new String(Files.readAllBytes(log), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  public String name() {
    return name;
  }

  public long pid() {
    return process.pid();
  }

  @Override
  public void close() {
    child.close();
  }
}
