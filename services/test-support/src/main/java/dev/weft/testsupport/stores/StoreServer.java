package dev.weft.testsupport.stores;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.HttpURLConnection;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.function.IntSupplier;
import java.util.stream.Stream;

/**
 * Runs a third-party store as a process on a folder. Its output is in the folder's {@code
 * server.log}. Killed on close.
 */
public final class StoreServer implements AutoCloseable {
  /** The administrator's access key. */
  public static final String ACCESS_KEY = "weft-test";

  /** The administrator's secret key. */
  public static final String SECRET_KEY = "weft-test-secret";

  private static final Duration START = Duration.ofMinutes(3);
  private static final int POLL_MILLIS = 100;
  private static final int SHOWN_LINES = 20;

  private final Process process;
  private final URI endpoint;

  private StoreServer(Process process, URI endpoint) {
    this.process = process;
    this.endpoint = endpoint;
  }

  /**
   * Starts a server; returns when it responds.
   *
   * @param program path of its program
   * @param folder the folder for data, logs and other files; created if missing
   * @param ports returns a free port at each call
   */
  public static StoreServer start(StoreProgram kind, Path program, Path folder, IntSupplier ports)
      throws IOException {
    Files.createDirectories(folder.resolve("data"));
    int port = ports.getAsInt();
    return switch (kind) {
      case VERSITYGW -> run(versitygw(program, folder, port), Map.of(), folder, port);
      case SEAWEEDFS -> run(seaweedfs(program, folder, port, ports), Map.of(), folder, port);
    };
  }

  /**
   * Starts versitygw with notifications of created objects to a topic, as in {@code
   * deploy/compose.yaml}.
   *
   * @param brokers the {@code host:port} of a broker with the topic, without which the server exits
   */
  public static StoreServer startTelling(
      String brokers, String topic, Path program, Path folder, IntSupplier ports)
      throws IOException {
    Files.createDirectories(folder.resolve("data"));
    Path filter = folder.resolve("events.json");
    Files.writeString(filter, "{\"s3:ObjectCreated:*\": true}");
    Map<String, String> events =
        Map.of(
            "VGW_EVENT_KAFKA_URL", brokers,
            "VGW_EVENT_KAFKA_TOPIC", topic,
            "VGW_EVENT_FILTER", filter.toString());
    int port = ports.getAsInt();
    return run(versitygw(program, folder, port), events, folder, port);
  }

  private static StoreServer run(
      List<String> command, Map<String, String> environment, Path folder, int port)
      throws IOException {
    ProcessBuilder builder = new ProcessBuilder(command).directory(folder.toFile());
    builder.environment().putAll(environment);
    builder
        .environment()
        .putAll(Map.of("ROOT_ACCESS_KEY", ACCESS_KEY, "ROOT_SECRET_KEY", SECRET_KEY));
    Path log = folder.resolve("server.log");
    Process process = builder.redirectErrorStream(true).redirectOutput(log.toFile()).start();
    // Aborted tests leave no processes behind.
    Runtime.getRuntime().addShutdownHook(new Thread(process::destroyForcibly));
    URI endpoint = URI.create("http://127.0.0.1:" + port);
    StoreServer server = new StoreServer(process, endpoint);
    server.awaitAnswer(log);
    return server;
  }

  /** Returns its S3 endpoint. */
  public URI endpoint() {
    return endpoint;
  }

  @Override
  public void close() {
    process.destroyForcibly().onExit().join();
  }

  private static List<String> versitygw(Path program, Path folder, int port) throws IOException {
    // Accounts are reloaded at each request, so that a test's changes take effect at once.
    Files.createDirectories(folder.resolve("accounts"));
    return List.of(
        program.toString(),
        "--port",
        "127.0.0.1:" + port,
        "--iam-dir",
        folder.resolve("accounts").toString(),
        "--iam-cache-disable",
        "posix",
        folder.resolve("data").toString());
  }

  private static List<String> seaweedfs(Path program, Path folder, int port, IntSupplier ports)
      throws IOException {
    Path accounts = folder.resolve("accounts.json");
    Files.writeString(
        accounts,
        """
        {"identities": [{"name": "admin",
          "credentials": [{"accessKey": "%s", "secretKey": "%s"}],
          "actions": ["Admin", "Read", "Write", "List", "Tagging"]}]}
        """
            .formatted(ACCESS_KEY, SECRET_KEY));
    Stream<String> servers =
        Stream.of("master", "volume", "filer")
            .flatMap(
                server ->
                    Stream.of(
                        "-%s.port=%d".formatted(server, ports.getAsInt()),
                        "-%s.port.grpc=%d".formatted(server, ports.getAsInt())));
    return Stream.of(
            Stream.of(
                program.toString(),
                "server",
                "-dir=" + folder.resolve("data"),
                "-ip=127.0.0.1",
                "-ip.bind=127.0.0.1",
                // The default of eight is filled by a few models.
                "-volume.max=100",
                "-master.volumeSizeLimitMB=64",
                "-master.telemetry=false",
                "-s3",
                "-s3.port=" + port,
                "-s3.port.grpc=" + ports.getAsInt(),
                "-s3.port.iceberg=0",
                "-s3.port.lance=0",
                "-s3.config=" + accounts),
            servers)
        .flatMap(arguments -> arguments)
        .toList();
  }

  /** A working store refuses a request without a signature. */
  private void awaitAnswer(Path log) throws IOException {
    long end = System.nanoTime() + START.toNanos();
    while (!answers()) {
      if (ended() || System.nanoTime() > end) {
        close();
        throw new IOException("the store did not start; its log ends with\n" + tail(log));
      }
    }
  }

  private boolean answers() {
    try {
      var request = (HttpURLConnection) endpoint.toURL().openConnection();
      request.setReadTimeout((int) START.toMillis());
      return request.getResponseCode() == HttpURLConnection.HTTP_FORBIDDEN;
    } catch (IOException e) {
      return false;
    }
  }

  private boolean ended() {
    try {
      return process.waitFor(POLL_MILLIS, TimeUnit.MILLISECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return true;
    }
  }

  private static String tail(Path log) {
    try {
      List<String> lines = Files.readAllLines(log);
      return String.join(
          "\n", lines.subList(Math.max(0, lines.size() - SHOWN_LINES), lines.size()));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
