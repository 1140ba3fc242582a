package dev.weft.systemtests;

import static dev.weft.testsupport.Patience.PATIENCE;
import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.weft.client.WeftClient;
import dev.weft.embedded.Ports;
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

/** The packaged application in a process of its own, which a test may kill as it likes. */
public final class WeftProcess implements Server, AutoCloseable {

  private static final ObjectMapper JSON = new ObjectMapper();
  private static final Path ROOT = Path.of(System.getProperty("weft.root"));
  private static final Path JAR =
      ROOT.resolve("services/standalone/target/quarkus-app/quarkus-run.jar");

  /**
   * What a training needs beyond the rest: native memory, where JavaCPP would stop at twice the
   * heap; a new version that serves as soon as it is loaded; and neither random crops, each of
   * which passes through the base and makes only the answers better, nor a graph in 8-bit integers
   * ({@link #WITH_INT8}).
   */
  public static final String[] FOR_TRAINING = {
    "-Dorg.bytedeco.javacpp.maxphysicalbytes=6g",
    "-Dweft.rollout.first-policy.strategy=all-at-once",
    "-Dweft.trainer.recipe.head.crops=0",
    "-Dweft.trainer.int8=false"
  };

  /** Versions are made in 8-bit integers, too; after {@link #FOR_TRAINING}. */
  public static final String[] WITH_INT8 = {"-Dweft.trainer.int8=true"};

  /**
   * As `weft up` has them on few cores: the optimising compiler is the engine's rival, but it is
   * not left out, since the digests of what is stored are thirty times as slow without it.
   */
  static final List<String> FEW_CORES =
      List.of(
          "-XX:Tier4InvocationThreshold=500000",
          "-XX:Tier4MinInvocationThreshold=100000",
          "-XX:Tier4CompileThreshold=1500000");

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

  /** All of it in the process, on free ports, data under {@code data}. */
  public static WeftProcess allInOne(Path data, String... settings) {
    int kafka = Ports.free();
    return launch(
        data,
        kafka,
        List.of("--kafka-port", "" + kafka, "--s3-port", "" + Ports.free()),
        List.of(settings));
  }

  /** Gateway and classifier in the process; broker and store elsewhere. */
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
    command.addAll(FEW_CORES);
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

  /** However busy the machine is: a start that hangs fails, one that is slow does not. */
  public WeftProcess awaitReady() {
    try {
      await()
          .atMost(PATIENCE)
          .pollInterval(Duration.ofMillis(200))
          .failFast("it ended", () -> !process.isAlive())
          .until(this::isReady);
    } catch (ConditionTimeoutException | TerminalFailureException e) {
      throw new AssertionError(
          "not ready (" + e.getMessage() + "); its log ends with\n" + tail(), e);
    }
    return this;
  }

  /** Whether it says so. */
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

  /** What it says of its own readiness. */
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

  /** SIGKILL: no hook runs, nothing is flushed. */
  void kill() {
    process.destroyForcibly();
    awaitEnd();
  }

  /** SIGTERM, and the exit code. */
  int stop() {
    process.destroy();
    awaitEnd();
    return process.exitValue();
  }

  private void awaitEnd() {
    try {
      assertThat(process.waitFor(PATIENCE.toSeconds(), SECONDS)).as("it ended").isTrue();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /** Whether it still runs. */
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

  /** Lines of its log that are JSON; the last may be half written yet. */
  List<JsonNode> jsonLines() throws IOException {
    List<JsonNode> lines = new ArrayList<>();
    for (String line : logLines()) {
      if (line.startsWith("{") && line.endsWith("}")) {
        lines.add(JSON.readTree(line));
      }
    }
    return lines;
  }

  /** What it has logged. Of the last character, too, half may be written yet. */
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
