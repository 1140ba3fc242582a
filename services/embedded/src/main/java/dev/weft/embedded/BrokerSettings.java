package dev.weft.embedded;

import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;

/** The broker's settings: one node, small, quick to start, with unlimited retention. */
final class BrokerSettings {
  static final int NODE_ID = 1;
  static final String CONTROLLER = "CONTROLLER";

  /** The super user of a secured broker: the broker itself, and the process that sets it up. */
  static final String SUPER_USER = "weft-broker";

  private BrokerSettings() {}

  /**
   * @param tls for a broker that requires client certificates and authorizes by access control
   *     lists; empty for one without authentication
   * @param own Kafka broker settings that override those made here, such as those of one node of
   *     several
   */
  static Properties of(
      Path data, int port, int controllerPort, Optional<ServerTls> tls, Map<String, String> own) {
    var p = new Properties();
    listeners(p, port, controllerPort, tls.isPresent() ? "SSL" : "PLAINTEXT");
    tls.ifPresent(files -> secure(p, files));
    p.setProperty("log.dirs", data.toString());
    oneNode(p);
    quickStart(p);
    nothingExpires(p);
    smallMemory(p);
    p.putAll(own);
    return p;
  }

  private static void listeners(Properties p, int port, int controllerPort, String protocol) {
    String broker = protocol + "://" + Ports.LOOPBACK + ":" + port;
    String controller = Ports.LOOPBACK + ":" + controllerPort;
    p.setProperty("process.roles", "broker,controller");
    p.setProperty("node.id", Integer.toString(NODE_ID));
    p.setProperty("controller.quorum.voters", NODE_ID + "@" + controller);
    p.setProperty("listeners", broker + "," + CONTROLLER + "://" + controller);
    p.setProperty("advertised.listeners", broker);
    p.setProperty("controller.listener.names", CONTROLLER);
    p.setProperty("inter.broker.listener.name", protocol);
    p.setProperty(
        "listener.security.protocol.map",
        protocol + ":" + protocol + "," + CONTROLLER + ":" + protocol);
  }

  /**
   * Configures the listener as Strimzi does for {@code type: tls} and {@code authorization:
   * simple}.
   */
  private static void secure(Properties p, ServerTls tls) {
    p.putAll(tls.toProperties());
    p.setProperty("ssl.client.auth", "required");
    p.setProperty(
        "authorizer.class.name", "org.apache.kafka.metadata.authorizer.StandardAuthorizer");
    p.setProperty("allow.everyone.if.no.acl.found", "false");
    p.setProperty("super.users", "User:CN=" + SUPER_USER);
  }

  /**
   * Internal topics: replication factor 1, since there is one node, and few partitions, since it is
   * small.
   */
  private static void oneNode(Properties p) {
    for (String topic : new String[] {"offsets.topic", "transaction.state.log"}) {
      p.setProperty(topic + ".replication.factor", "1");
      p.setProperty(topic + ".num.partitions", "4");
    }
    p.setProperty("transaction.state.log.min.isr", "1");
    p.setProperty("share.coordinator.state.topic.replication.factor", "1");
    p.setProperty("share.coordinator.state.topic.min.isr", "1");
    p.setProperty("share.coordinator.state.topic.num.partitions", "1");
    p.setProperty("default.replication.factor", "1");
    p.setProperty("num.partitions", "4");
    // A topic with the wrong number of partitions is worse than a missing one.
    p.setProperty("auto.create.topics.enable", "false");
  }

  private static void quickStart(Properties p) {
    p.setProperty("group.initial.rebalance.delay.ms", "0");
    p.setProperty("group.min.session.timeout.ms", "1000");
    // After a kill the node waits until the session of its previous run has expired.
    p.setProperty("broker.session.timeout.ms", "3000");
    p.setProperty("broker.heartbeat.interval.ms", "500");
    // There is one voter, so that elections need not wait.
    p.setProperty("controller.quorum.election.timeout.ms", "200");
    p.setProperty("controller.quorum.election.backoff.max.ms", "100");
    p.setProperty("num.recovery.threads.per.data.dir", "2");
    // The open transaction of a killed producer blocks read_committed consumers until it is
    // aborted.
    p.setProperty("transaction.abort.timed.out.transaction.cleanup.interval.ms", "1000");
    p.setProperty("metadata.max.idle.interval.ms", "5000");
    p.setProperty("metric.reporters", "");
  }

  /** Keeps records and offsets, so that a machine that was off for a month resumes where it was. */
  private static void nothingExpires(Properties p) {
    p.setProperty("log.retention.ms", "-1");
    p.setProperty("offsets.retention.minutes", Integer.toString(366 * 24 * 60));
    p.setProperty("transactional.id.expiration.ms", "2147483647");
  }

  private static void smallMemory(Properties p) {
    p.setProperty("num.network.threads", "2");
    p.setProperty("num.io.threads", "4");
    p.setProperty("background.threads", "2");
    p.setProperty("log.cleaner.threads", "1");
    p.setProperty("log.cleaner.dedupe.buffer.size", Integer.toString(8 << 20));
    p.setProperty("log.segment.bytes", Integer.toString(256 << 20));
    p.setProperty("log.index.size.max.bytes", Integer.toString(1 << 20));
  }
}
