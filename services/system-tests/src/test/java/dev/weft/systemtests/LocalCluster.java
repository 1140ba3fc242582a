package dev.weft.systemtests;

import static dev.weft.testsupport.TestTimeout.TIMEOUT;
import static org.assertj.core.api.Assertions.assertThat;

import dev.weft.embedded.Ports;
import dev.weft.testsupport.JitOptions;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.IntSupplier;
import java.util.stream.Collectors;

/** The cluster that {@code deploy/local-cluster} starts, with a process for each replica. */
final class LocalCluster implements AutoCloseable {

  private static final Path ROOT = Path.of(System.getProperty("weft.root"));

  private final Path data;
  private final int port;

  private LocalCluster(Path data, int port) {
    this.data = data;
    this.port = port;
  }

  /**
   * Starts two gateways, three classifiers, a trainer and a rollout service, each with the same
   * rights as in k8s, and waits until they are ready.
   */
  static LocalCluster up(Path data) {
    LocalCluster cluster = new LocalCluster(data, Ports.free());
    try {
      cluster.script(
          "up",
          "--secure",
          "--port",
          Integer.toString(cluster.port),
          "--set",
          "JAVA_TOOL_OPTIONS=" + String.join(" ", JitOptions.DELAYED_C2),
          // As WeftProcess.FOR_TRAINING.
          "--set",
          "WEFT_TRAINER_RECIPE_HEAD_CROPS=0",
          "--set",
          "WEFT_TRAINER_INT8=false",
          "--set",
          "WEFT_TRAINER_SMALLER_INPUTS=false");
    } catch (AssertionError e) {
      cluster.close();
      throw e;
    }
    return cluster;
  }

  String bootstrapServers() {
    return "127.0.0.1:" + (port + 1);
  }

  ClusterSecrets secrets() {
    return new ClusterSecrets(data);
  }

  /** Kafka client settings of a user, such as {@code weft-gateway}. */
  Map<String, Object> kafka(String user) {
    Path folder = secrets().ofUser(user);
    return ClusterSecrets.kafka(bootstrapServers(), folder, folder);
  }

  /** Kafka client settings of the administrator. */
  Map<String, Object> kafka() {
    return kafka("weft-broker");
  }

  /** Address of the store, over TLS. */
  URI store() {
    return URI.create("https://127.0.0.1:" + (port + 2));
  }

  /** Log of a process. */
  String log(String name) {
    return read(data.resolve("log").resolve(name + ".log"));
  }

  /** Logs of all processes, by file. */
  Map<String, String> logs() {
    String[] names = data.resolve("log").toFile().list();
    return Arrays.stream(names)
        .map(name -> name.replace(".log", ""))
        .collect(Collectors.toMap(name -> name, this::log));
  }

  /** The gateways in turn, as behind a load balancer. */
  Server gateways() {
    AtomicInteger turn = new AtomicInteger();
    return secured(() -> port + 11 + turn.getAndIncrement() % 2);
  }

  Server gateway(int number) {
    return secured(() -> port + 10 + number);
  }

  /** The first replica of a service. */
  Server first(String service) {
    int offset =
        switch (service) {
          case "gateway" -> 11;
          case "classifier" -> 21;
          case "trainer" -> 31;
          default -> 36;
        };
    return secured(() -> port + offset);
  }

  private Server secured(IntSupplier where) {
    return new SecuredServer(where, secrets().authority(), secrets().operatorKey());
  }

  /** Sends SIGKILL to a process. */
  void kill(String name) {
    script("kill", name);
  }

  /** Starts a killed process again with the same settings, and waits until it is ready. */
  void start(String name) {
    script("start", name);
  }

  /**
   * Starts a killed process with other settings, with which it must not become ready.
   *
   * @return its log
   */
  String startRefused(String name, Map<String, String> settings) throws IOException {
    Path env = data.resolve("plan").resolve(name).resolve("env");
    String before = Files.readString(env);
    int known = log(name).length();
    try {
      String changed =
          before
              .lines()
              .map(
                  line -> {
                    String key = line.substring(0, line.indexOf('='));
                    return settings.containsKey(key) ? key + "=" + settings.get(key) : line;
                  })
              .collect(Collectors.joining("\n", "", "\n"));
      Files.writeString(env, changed);
      assertThat(exit(command("start", name))).as("exit of start %s", name).isEqualTo(1);
    } finally {
      Files.writeString(env, before);
    }
    return log(name).substring(known);
  }

  /**
   * Creates a user's certificate that is signed by an untrusted authority, and returns its folder.
   */
  Path foreign(String user) {
    Path folder = data.resolveSibling("foreign");
    run(List.of(ROOT.resolve("deploy/generate-certificates").toString(), folder.toString(), user));
    return folder.resolve(user);
  }

  private void script(String command, String... arguments) {
    run(command(command, arguments));
  }

  private List<String> command(String command, String... arguments) {
    List<String> all = new ArrayList<>();
    all.addAll(List.of(ROOT.resolve("deploy/local-cluster").toString(), command));
    all.addAll(List.of(arguments));
    all.addAll(List.of("--data", data.toString(), "--timeout", "" + TIMEOUT.toSeconds()));
    return all;
  }

  private void run(List<String> command) {
    int exit = exit(command);
    assertThat(exit).as(() -> "%s: %s".formatted(command, read(said()))).isZero();
  }

  private Path said() {
    return data.resolveSibling("local-cluster.out");
  }

  private static String read(Path file) {
    try {
      return Files.readString(file);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private int exit(List<String> command) {
    try {
      ProcessBuilder builder =
          new ProcessBuilder(command).redirectErrorStream(true).redirectOutput(said().toFile());
      builder.environment().put("JAVA_HOME", System.getProperty("java.home"));
      builder.environment().put("WEFT_JAVA_OPTS", String.join(" ", JitOptions.DELAYED_C2));
      Process process = builder.start();
      // The script waits that long for all processes together, and little else in it takes time.
      long timeout = TIMEOUT.multipliedBy(2).toSeconds();
      assertThat(process.waitFor(timeout, TimeUnit.SECONDS)).as("%s", command).isTrue();
      return process.exitValue();
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
