package dev.weft.embedded;

import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;

/** The broker's settings: one node, small, quick to start, nothing forgotten. */
final class BrokerSettings {
  static final int NODE_ID = 1;
  static final String CONTROLLER = "CONTROLLER";

  /** Who may do everything where others may not: the broker itself, and who sets it up. */
  static final String SUPER_USER = "weft-broker";

  private BrokerSettings() {}

  /**
   * @param tls for a broker that takes only clients with a certificate, and from each only what an
   *     access control list allows its name; empty for one that asks nobody
   * @param own settings by Kafka's names, which win over those made here: those that make the node
   *     one of several, for example
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

  /** As Strimzi sets a listener with {@code type: tls} and {@code authorization: simple} up. */
  private static void secure(Properties p, ServerTls tls) {
    p.putAll(tls.toProperties());
    p.setProperty("ssl.client.auth", "required");
    p.setProperty(
        "authorizer.class.name", "org.apache.kafka.metadata.authorizer.StandardAuthorizer");
    p.setProperty("allow.everyone.if.no.acl.found", "false");
    p.setProperty("super.users", "User:CN=" + SUPER_USER);
  }

  /** Internal topics: one copy, since there is one node, and few partitions, since it is small. */
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
    // A topic with the wrong number of partitions is worse than none.
    p.setProperty("auto.create.topics.enable", "false");
  }

  private static void quickStart(Properties p) {
    p.setProperty("group.initial.rebalance.delay.ms", "0");
    p.setProperty("group.min.session.timeout.ms", "1000");
    // After a kill the node waits for the session of its former self to end.
    p.setProperty("broker.session.timeout.ms", "3000");
    p.setProperty("broker.heartbeat.interval.ms", "500");
    // An election of one.
    p.setProperty("controller.quorum.election.timeout.ms", "200");
    p.setProperty("controller.quorum.election.backoff.max.ms", "100");
    p.setProperty("num.recovery.threads.per.data.dir", "2");
    // A killed producer's open transaction holds up read_committed consumers until it is aborted.
    p.setProperty("transaction.abort.timed.out.transaction.cleanup.interval.ms", "1000");
    p.setProperty("metadata.max.idle.interval.ms", "5000");
    p.setProperty("metric.reporters", "");
  }

  /** A machine may be switched off for a month and must find its place again. */
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
