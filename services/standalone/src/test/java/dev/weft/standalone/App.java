package dev.weft.standalone;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.TimeUnit;

/** The packaged application in a separate process, on free ports unless options set others. */
public final class App implements AutoCloseable {
  private static final Path JAR = Path.of("target/quarkus-app/quarkus-run.jar").toAbsolutePath();
  private static final String READY = "WEFT READY ";
  private static final long PATIENCE_SECONDS = 360;

  private final Process process;
  private final Path log;

  private App(Process process, Path log) {
    this.process = process;
    this.log = log;
  }

  public static App start(Path data, String... options) throws IOException {
    Path log = Files.createTempFile("weft-standalone", ".log");
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(List.of("-XX:+UseSerialGC", "-Xmx640m", "-jar", JAR.toString()));
    command.addAll(List.of("--data", data.toString(), "--http-port=0"));
    command.addAll(List.of("--kafka-port=0", "--s3-port=0"));
    command.addAll(List.of(options));
    var builder = new ProcessBuilder(command).redirectErrorStream(true);
    return new App(builder.redirectOutput(log.toFile()).start(), log);
  }

  public JsonNode awaitReady() throws IOException, InterruptedException {
    long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(PATIENCE_SECONDS);
    while (System.nanoTime() < end && !process.waitFor(100, TimeUnit.MILLISECONDS)) {
      for (String line : output()) {
        if (line.startsWith(READY)) {
          return new ObjectMapper().readTree(line.substring(READY.length()));
        }
      }
    }
    throw new AssertionError("not ready: " + String.join("\n", output()));
  }

  /** Waits for a condition while the application runs. */
  public void await(String what, Callable<Boolean> condition) throws Exception {
    long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(PATIENCE_SECONDS);
    while (!condition.call()) {
      if (System.nanoTime() > end || process.waitFor(100, TimeUnit.MILLISECONDS)) {
        throw new AssertionError("not so: " + what + "\n" + String.join("\n", output()));
      }
    }
  }

  public int awaitExit() throws InterruptedException {
    if (!process.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS)) {
      throw new AssertionError("still runs");
    }
    return process.exitValue();
  }

  /** Sends SIGTERM. */
  public int stop() throws InterruptedException {
    process.destroy();
    return awaitExit();
  }

  /** Sends SIGKILL. */
  public void kill() throws InterruptedException {
    process.destroyForcibly();
    awaitExit();
  }

  public List<String> output() throws IOException {
    return Files.readAllLines(log);
  }

  @Override
  public void close() throws IOException {
    process.destroyForcibly().onExit().join();
    Files.delete(log);
  }
}
