package dev.weft.rollout.control;

import dev.weft.base.DaemonThreads;
import dev.weft.events.kafka.EventCodec;
import dev.weft.kafka.client.BrokerAdvice;
import dev.weft.kafka.group.InstanceConflict;
import dev.weft.kafka.group.Memberships;
import dev.weft.kafka.group.ReplicaClients;
import dev.weft.objectstore.StoreUnavailableException;
import dev.weft.rollout.cluster.ObservedClusters;
import dev.weft.rollout.retention.Retention;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.ThreadLocalRandom;
import org.apache.kafka.common.KafkaException;
import org.jboss.logging.Logger;

/**
 * Runs the control loop on a thread of its own until it is closed, and restarts it after failures
 * of the broker or the store. All decisions are stored in Kafka, so that another replica can take
 * over.
 */
public final class Control implements AutoCloseable {
  static final Logger LOG = Logger.getLogger("dev.weft.rollout");

  private static final Duration LOOK = Duration.ofMillis(50);
  private static final Duration STOP = Duration.ofSeconds(10);

  private final ReplicaClients clients;
  private final EventCodec codec;
  private final ObservedClusters clusters;
  private final Retention retention;
  private final ControlSettings settings;
  private final ControlListener listener;
  private final InstanceConflict conflict;
  private final Thread thread = DaemonThreads.named("weft-rollout-control", this::run);
  private volatile boolean stopping;

  /**
   * @param clusters started and closed by the caller
   */
  public Control(
      ReplicaClients clients,
      EventCodec codec,
      ObservedClusters clusters,
      Retention retention,
      ControlSettings settings,
      ControlListener listener) {
    this.clients = clients;
    this.conflict = clients.conflict("weft.rollout.instance-id");
    this.codec = codec;
    this.clusters = clusters;
    this.retention = retention;
    this.settings = settings;
    this.listener = listener;
  }

  /** Starts the thread, which joins the group as soon as the clusters have been observed. */
  public void start() {
    thread.start();
  }

  private void run() {
    while (!stopping && !clusters.isKnown()) {
      pause(LOOK);
    }
    var memberships =
        new Memberships(
            conflict, failures -> settings.backoff().delay(failures, ThreadLocalRandom.current()));
    try {
      memberships.run(
          () -> stopping,
          () -> new ControlLoop(clients, codec, clusters, retention, settings, listener),
          this::failed,
          pause -> Thread.sleep(pause.toMillis()));
    } catch (InterruptedException e) {
      stopping = true;
    }
  }

  private void failed(RuntimeException e) {
    boolean isOutside = e instanceof KafkaException || e instanceof StoreUnavailableException;
    LOG.warnf(
        isOutside ? null : e, "cannot make decisions at the moment, retrying: %s", e.getMessage());
    listener.failed(BrokerAdvice.of(e));
  }

  /** A message if another process runs under this replica's name; empty otherwise. */
  public Optional<String> conflict() {
    return conflict.now();
  }

  private void pause(Duration duration) {
    try {
      Thread.sleep(duration.toMillis());
    } catch (InterruptedException e) {
      stopping = true;
    }
  }

  @Override
  public void close() {
    stopping = true;
    try {
      thread.join(STOP.toMillis());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
