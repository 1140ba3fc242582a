package dev.weft.embedded;

import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import java.util.UUID;
import kafka.server.KafkaConfig;
import kafka.server.KafkaRaftServer;
import org.apache.kafka.common.Uuid;
import org.apache.kafka.common.utils.Time;
import org.apache.kafka.metadata.storage.Formatter;
import org.apache.kafka.server.common.Feature;
import org.apache.kafka.server.common.MetadataVersion;

/**
 * Apache Kafka's own server in this JVM: one node that is broker and controller (KRaft), listening
 * on the loopback interface only. By default it is a cluster of its own; settings can make it one
 * node of several.
 *
 * <p>Records, topics, offsets and transactions are stored in its directory and survive the process,
 * even if it is killed. Topics are not created automatically, and records do not expire unless
 * their topic is configured so.
 */
public final class EmbeddedBroker implements AutoCloseable {
  private final KafkaRaftServer server;
  private final int port;

  private EmbeddedBroker(KafkaRaftServer server, int port) {
    this.server = server;
    this.port = port;
  }

  /**
   * Starts the broker and returns when it accepts connections.
   *
   * @param dir directory of its data; created if missing; used by one broker at a time
   * @param port to listen on; 0 for any free one
   * @throws PortTakenException if another program listens on the port
   */
  public static EmbeddedBroker start(Path dir, int port) {
    return start(dir, port, Optional.empty(), Map.of());
  }

  /**
   * Starts the broker with additional settings.
   *
   * @param own Kafka broker settings. A node of several has {@code node.id}, {@code listeners},
   *     {@code advertised.listeners}, and the same {@code controller.quorum.voters} as the others,
   *     from which the cluster id is derived
   */
  public static EmbeddedBroker start(Path dir, int port, Map<String, String> own) {
    return start(dir, port, Optional.empty(), own);
  }

  /**
   * Starts a broker that requires client certificates and allows a client only what an access
   * control list permits its principal, the name of its certificate such as {@code
   * User:CN=weft-gateway}.
   *
   * @param tls the broker's own certificate, of {@code CN=weft-broker}, which is a super user
   */
  public static EmbeddedBroker start(Path dir, int port, ServerTls tls) {
    return start(dir, port, Optional.of(tls), Map.of());
  }

  /**
   * Starts the broker with a certificate, additional settings, or both.
   *
   * @param tls empty for a broker without authentication
   * @param own Kafka broker settings, such as {@code listeners} of another address
   */
  static EmbeddedBroker start(
      Path dir, int port, Optional<ServerTls> tls, Map<String, String> own) {
    QuietLogs.apply();
    if (tls.isPresent()) {
      QuietLogs.logDenials();
    }
    Ports.requireFree("Kafka", port, "--kafka-port");
    int brokerPort = port == 0 ? Ports.free() : port;
    Path data = dir.toAbsolutePath().normalize();
    var settings = BrokerSettings.of(data, brokerPort, freeOtherThan(brokerPort), tls, own);
    format(data, settings, own.isEmpty() ? Uuid.randomUuid() : clusterOf(settings));
    var server = new KafkaRaftServer(new KafkaConfig(settings, false), Time.SYSTEM);
    try {
      server.startup();
    } catch (RuntimeException e) {
      server.shutdown();
      server.awaitShutdown();
      throw e;
    }
    return new EmbeddedBroker(server, brokerPort);
  }

  /** {@code host:port}, for {@code bootstrap.servers}. */
  public String bootstrapServers() {
    return Ports.LOOPBACK + ":" + port;
  }

  /** The port that it listens on. */
  public int port() {
    return port;
  }

  /** Stops the broker and waits until its files are closed, so that the next start is quick. */
  @Override
  public void close() {
    server.shutdown();
    server.awaitShutdown();
  }

  private static int freeOtherThan(int port) {
    int free = Ports.free();
    return free == port ? Ports.free() : free;
  }

  /** Derives the cluster id, which must be the same on all nodes. */
  private static Uuid clusterOf(Properties settings) {
    String voters = settings.getProperty("controller.quorum.voters");
    UUID id = UUID.nameUUIDFromBytes(voters.getBytes(StandardCharsets.UTF_8));
    return new Uuid(id.getMostSignificantBits(), id.getLeastSignificantBits());
  }

  private static void format(Path data, Properties settings, Uuid cluster) {
    if (Files.exists(data.resolve("meta.properties"))) {
      return;
    }
    try {
      Files.createDirectories(data);
      new Formatter()
          .setNodeId(Integer.parseInt(settings.getProperty("node.id")))
          .setClusterId(cluster.toString())
          .setDirectories(List.of(data.toString()))
          .setMetadataLogDirectory(data.toString())
          .setControllerListenerName(BrokerSettings.CONTROLLER)
          .setReleaseVersion(MetadataVersion.latestProduction())
          .setSupportedFeatures(new ArrayList<>(Feature.PRODUCTION_FEATURES))
          .setIgnoreFormatted(true)
          .setPrintStream(
              new PrintStream(OutputStream.nullOutputStream(), false, StandardCharsets.UTF_8))
          .run();
    } catch (IOException e) {
      throw new UncheckedIOException("cannot prepare the broker's directory " + data, e);
    } catch (RuntimeException e) {
      throw e;
    } catch (Exception e) {
      throw new IllegalStateException("cannot prepare the broker's directory " + data, e);
    }
  }
}
