package dev.weft.bench.process;

import dev.weft.console.CliException;
import dev.weft.console.Context;
import dev.weft.console.ExitCode;
import dev.weft.gateway.reconcile.ReconcileMark;
import dev.weft.objectstore.ObjectStore;
import dev.weft.objectstore.s3.S3ObjectStore;
import dev.weft.objectstore.s3.StoreSettings;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * The embedded broker and store as processes of their own, on free ports, so that their processor
 * time is not that of what uses them. With a bucket that is empty.
 */
public final class BackendProcesses implements AutoCloseable {

  /** The one bucket. */
  public static final String BUCKET = "weft";

  private static final String LIBRARIES = "services/standalone/target/quarkus-app/lib";
  private static final String ACCESS_KEY = "weft";
  private static final String SECRET_KEY = "weft-bench-secret";

  private final JavaProcess broker;
  private final JavaProcess store;
  private final int brokerPort;
  private final int storePort;

  private BackendProcesses(JavaProcess broker, JavaProcess store, int brokerPort, int storePort) {
    this.broker = broker;
    this.store = store;
    this.brokerPort = brokerPort;
    this.storePort = storePort;
  }

  /**
   * Starts both and waits until they accept connections.
   *
   * @param folder of their data and logs
   * @throws CliException if they are not built or do not start
   */
  public static BackendProcesses start(Context context, Path folder) {
    Path libraries = context.home().resolve(LIBRARIES);
    if (!Files.isDirectory(libraries)) {
      throw new CliException(
          ExitCode.CANNOT_START,
          "broker and store have not been built: missing " + libraries,
          "run `weft build`");
    }
    int brokerPort = JavaProcess.freePort();
    int storePort = JavaProcess.freePort();
    JavaProcess broker = start("broker", "BrokerProcess", context, folder, brokerPort);
    try {
      JavaProcess store = start("store", "StoreProcess", context, folder, storePort);
      BackendProcesses both = new BackendProcesses(broker, store, brokerPort, storePort);
      try {
        broker.await(() -> listens(brokerPort));
        store.await(() -> listens(storePort));
        try (ObjectStore client = both.client()) {
          client.ensureBucket(BUCKET);
          // As of an installation that is older than some minutes.
          ReconcileMark.begin(client, BUCKET, Instant.now());
        }
        return both;
      } catch (RuntimeException e) {
        store.close();
        throw e;
      }
    } catch (RuntimeException e) {
      broker.close();
      throw e;
    }
  }

  private static JavaProcess start(
      String name, String main, Context context, Path folder, int port) {
    Path libraries = context.home().resolve(LIBRARIES);
    List<String> arguments =
        new ArrayList<>(
            List.of(
                "-Xmx512m",
                "-XX:+UseSerialGC",
                "-Djava.util.logging.manager=org.jboss.logmanager.LogManager"));
    arguments.addAll(JavaProcess.options(context.env()));
    arguments.addAll(
        List.of(
            "-cp",
            libraries.resolve("main") + "/*:" + libraries.resolve("boot") + "/*",
            "dev.weft.embedded." + main,
            folder.resolve(name).toString(),
            String.valueOf(port)));
    return JavaProcess.start(
        name,
        arguments,
        Map.of("WEFT_S3_ACCESS_KEY", ACCESS_KEY, "WEFT_S3_SECRET_KEY", SECRET_KEY),
        folder.resolve("logs").resolve(name + ".log"));
  }

  private static boolean listens(int port) {
    try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
      return socket.isConnected();
    } catch (IOException e) {
      return false;
    }
  }

  public String bootstrapServers() {
    return "127.0.0.1:" + brokerPort;
  }

  public URI endpoint() {
    return URI.create("http://127.0.0.1:" + storePort);
  }

  /** Environment variables of a service that uses both. */
  public Map<String, String> env() {
    return Map.of(
        "KAFKA_BOOTSTRAP_SERVERS", bootstrapServers(),
        "WEFT_S3_ENDPOINT", endpoint().toString(),
        "WEFT_S3_BUCKET", BUCKET,
        "WEFT_S3_ACCESS_KEY", ACCESS_KEY,
        "WEFT_S3_SECRET_KEY", SECRET_KEY);
  }

  /** The context of a command whose environment names the store's keys. */
  public Context in(Context context) {
    Map<String, String> env = new HashMap<>(context.env());
    env.putAll(env());
    return new Context(context.terminal(), env, context.home());
  }

  /** A client of the store, which the caller closes. */
  public ObjectStore client() {
    return new S3ObjectStore(StoreSettings.of(endpoint(), ACCESS_KEY, SECRET_KEY));
  }

  /** Both processes. */
  public List<JavaProcess> processes() {
    return List.of(broker, store);
  }

  @Override
  public void close() {
    store.close();
    broker.close();
  }
}
