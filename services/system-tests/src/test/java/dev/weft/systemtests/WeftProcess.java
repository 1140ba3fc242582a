package dev.weft.systemtests;

import static dev.weft.testsupport.TestTimeout.TIMEOUT;
import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.weft.client.WeftClient;
import dev.weft.embedded.Ports;
import dev.weft.testsupport.JitOptions;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.awaitility.core.ConditionTimeoutException;
import org.awaitility.core.TerminalFailureException;

/** The packaged application in a separate process, which a test may kill at any time. */
public final class WeftProcess implements Server, AutoCloseable {

  private static final ObjectMapper JSON = new ObjectMapper();
  private static final Path ROOT = Path.of(System.getProperty("weft.root"));
  private static final Path JAR =
      ROOT.resolve("services/standalone/target/quarkus-app/quarkus-run.jar");

  /**
   * Settings for trainings: enough native memory, which JavaCPP would limit to twice the heap; and
   * new versions that serve as soon as they are loaded. Random crops are off, since each passes
   * through the base and only improves the predictions, and so are graphs in 8-bit integers ({@link
   * #WITH_INT8}) and comparisons with smaller inputs.
   */
  public static final String[] FOR_TRAINING = {
    "-Dorg.bytedeco.javacpp.maxphysicalbytes=6g",
    "-Dweft.rollout.first-policy.strategy=all-at-once",
    "-Dweft.trainer.recipe.head.crops=0",
    "-Dweft.trainer.int8=false",
    "-Dweft.trainer.smaller-inputs=false"
  };

  /**
   * Settings with which versions also get a graph in 8-bit integers; they follow {@link
   * #FOR_TRAINING}.
   */
  public static final String[] WITH_INT8 = {"-Dweft.trainer.int8=true"};

  /**
   * An engine that takes several times as long for an image as an upload does, so that uploaded
   * images wait for it.
   */
  public static final String[] SLOW_ENGINE = {
    "-Dweft.classifier.engine=onnx-cpu", "-Dweft.classifier.engine-threads=1"
  };

  private final List<String> command;
  private final Path log;
  private final int httpPort;
  private final int kafkaPort;
  private final HttpClient http = HttpClient.newHttpClient();
  private final WeftClient client;
  private Process process;

  private WeftProcess(List<String> command, Path log, int httpPort, int kafkaPort) {
    this.command = command;
    this.log = log;
    this.httpPort = httpPort;
    this.kafkaPort = kafkaPort;
    this.client = Server.client(uri("/")).build();
  }

  /**
   * Starts a process with all services, broker and store, on free ports, with its data under {@code
   * data}.
   */
  public static WeftProcess allInOne(Path data, String... settings) {
    int kafka = Ports.free();
    return launch(
        data,
        kafka,
        List.of("--kafka-port", "" + kafka, "--s3-port", "" + Ports.free()),
        List.of(settings));
  }

  /** Starts a process with gateway and classifier; broker and store are elsewhere. */
  public static WeftProcess against(int kafkaPort, URI store, Path data, String... settings) {
    return launch(
        data,
        kafkaPort,
        List.of("--kafka", "127.0.0.1:" + kafkaPort, "--s3", store.toString()),
        List.of(settings));
  }

  private static WeftProcess launch(
      Path data, int kafkaPort, List<String> arguments, List<String> settings) {
    assertThat(JAR).as("the packaged application").exists();
    int http = Ports.free();
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(JitOptions.DELAYED_C2);
    command.addAll(List.of("-XX:+UseSerialGC", "-Xmx640m"));
    command.addAll(settings);
    command.addAll(List.of("-jar", JAR.toString(), "--data", data.toString()));
    command.addAll(List.of("--http-port", "" + http));
    command.addAll(arguments);
    WeftProcess weft =
        new WeftProcess(command, data.resolveSibling(data.getFileName() + ".log"), http, kafkaPort);
    weft.start();
    return weft;
  }

  void start() {
    try {
      process =
          new ProcessBuilder(command)
              .redirectErrorStream(true)
              .redirectOutput(ProcessBuilder.Redirect.appendTo(log.toFile()))
              .start();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Waits until it is ready. The timeout suits a busy machine: only a start that hangs fails. */
  public WeftProcess awaitReady() {
    try {
      await()
          .atMost(TIMEOUT)
          .pollInterval(Duration.ofMillis(200))
          .failFast("it ended", () -> !process.isAlive())
          .until(this::isReady);
    } catch (ConditionTimeoutException | TerminalFailureException e) {
      throw new AssertionError(
          "not ready (" + e.getMessage() + "); its log ends with\n" + tail(), e);
    }
    return this;
  }

  /** Whether it reports that it is ready. */
  public boolean isReady() {
    try {
      HttpRequest ask =
          HttpRequest.newBuilder(uri("/q/health/ready")).timeout(Duration.ofSeconds(2)).build();
      return http.send(ask, HttpResponse.BodyHandlers.discarding()).statusCode() == 200;
    } catch (IOException e) {
      return false;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return false;
    }
  }

  /** Response of its readiness endpoint. */
  JsonNode health() {
    try {
      HttpRequest ask =
          HttpRequest.newBuilder(uri("/q/health/ready")).timeout(Duration.ofSeconds(10)).build();
      return JSON.readTree(http.send(ask, HttpResponse.BodyHandlers.ofString()).body());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new AssertionError("interrupted", e);
    }
  }

  /** Sends SIGKILL: no shutdown hook runs, and nothing is flushed. */
  void kill() {
    process.destroyForcibly();
    awaitEnd();
  }

  /** Sends SIGTERM and returns the exit code. */
  int stop() {
    process.destroy();
    awaitEnd();
    return process.exitValue();
  }

  private void awaitEnd() {
    try {
      assertThat(process.waitFor(TIMEOUT.toSeconds(), SECONDS)).as("it ended").isTrue();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /** Whether the process is running. */
  public boolean isAlive() {
    return process.isAlive();
  }

  public long pid() {
    return process.pid();
  }

  @Override
  public WeftClient weft() {
    return client;
  }

  @Override
  public URI uri(String path) {
    return URI.create("http://127.0.0.1:" + httpPort + path);
  }

  String bootstrapServers() {
    return "127.0.0.1:" + kafkaPort;
  }

  /** Log lines in JSON; an incomplete last line is left out. */
  List<JsonNode> jsonLines() throws IOException {
    List<JsonNode> lines = new ArrayList<>();
    for (String line : logLines()) {
      if (line.startsWith("{") && line.endsWith("}")) {
        lines.add(JSON.readTree(line));
      }
    }
    return lines;
  }

  /** Log lines so far; an incomplete last character is tolerated. */
  public List<String> logLines() throws IOException {
    return new String(Files.readAllBytes(log), StandardCharsets.UTF_8).lines().toList();
  }

  private String tail() {
    try {
      List<String> lines = logLines();
      return String.join("\n", lines.subList(Math.max(0, lines.size() - 40), lines.size()));
    } catch (IOException e) {
      return "(no log: " + e + ")";
    }
  }

  @Override
  public void close() {
    if (process.isAlive()) {
      process.destroyForcibly();
      awaitEnd();
    }
  }
}
