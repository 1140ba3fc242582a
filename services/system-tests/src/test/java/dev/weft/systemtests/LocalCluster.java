package dev.weft.systemtests;

import static org.assertj.core.api.Assertions.assertThat;

import dev.weft.embedded.Ports;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/** What {@code deploy/local-cluster} starts: each replica a process of its own. */
final class LocalCluster implements AutoCloseable {

  private static final Path ROOT = Path.of(System.getProperty("weft.root"));
  private static final long PATIENCE_MINUTES = 4;

  /**
   * Nine processes that run for a minute: the optimising compiler would cost more than it gives.
   */
  private static final String SHORT = "-XX:TieredStopAtLevel=1";

  private final Path data;
  private final int port;

  private LocalCluster(Path data, int port) {
    this.data = data;
    this.port = port;
  }

  /** Starts two gateways, three classifiers, a trainer and a rollout service, and awaits them. */
  static LocalCluster up(Path data) {
    LocalCluster cluster = new LocalCluster(data, Ports.free());
    try {
      cluster.script(
          "up", "--port", Integer.toString(cluster.port), "--set", "JAVA_TOOL_OPTIONS=" + SHORT);
    } catch (AssertionError e) {
      cluster.close();
      throw e;
    }
    return cluster;
  }

  String bootstrapServers() {
    return "127.0.0.1:" + (port + 1);
  }

  /** The gateways in turns, as something that spreads load would. */
  Server gateways() {
    AtomicInteger turn = new AtomicInteger();
    return path -> gateway(1 + turn.getAndIncrement() % 2).uri(path);
  }

  Server gateway(int number) {
    return path -> URI.create("http://127.0.0.1:" + (port + 10 + number) + path);
  }

  /** SIGKILL. */
  void kill(String name) {
    script("kill", name);
  }

  /** One that was killed, as it was; waits until it is ready. */
  void start(String name) {
    script("start", name);
  }

  /** The model that comes with Weft, as the next version. */
  void publish() {
    run(
        List.of(
            ROOT.resolve("deploy/publish-starter").toString(),
            "http://127.0.0.1:" + (port + 2),
            data.resolve("keys.env").toString()));
  }

  private void script(String command, String... arguments) {
    List<String> all = new ArrayList<>();
    all.addAll(List.of(ROOT.resolve("deploy/local-cluster").toString(), command));
    all.addAll(List.of(arguments));
    all.addAll(List.of("--data", data.toString()));
    run(all);
  }

  private void run(List<String> command) {
    Path said = data.resolveSibling("local-cluster.out");
    try {
      ProcessBuilder builder =
          new ProcessBuilder(command).redirectErrorStream(true).redirectOutput(said.toFile());
      builder.environment().put("JAVA_HOME", System.getProperty("java.home"));
      builder.environment().put("WEFT_JAVA_OPTS", SHORT);
      Process process = builder.start();
      assertThat(process.waitFor(PATIENCE_MINUTES, TimeUnit.MINUTES)).as("%s", command).isTrue();
      assertThat(process.exitValue()).as("%s: %s", command, Files.readString(said)).isZero();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new AssertionError("interrupted", e);
    }
  }

  @Override
  public void close() {
    script("down");
  }
}
