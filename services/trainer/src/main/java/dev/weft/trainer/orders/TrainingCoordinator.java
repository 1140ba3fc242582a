package dev.weft.trainer.orders;

import dev.weft.base.DaemonThreads;
import dev.weft.events.kafka.EventCodec;
import dev.weft.kafka.client.Backoff;
import dev.weft.kafka.client.BrokerAdvice;
import dev.weft.kafka.group.InstanceConflict;
import dev.weft.kafka.group.Memberships;
import dev.weft.kafka.group.ReplicaClients;
import dev.weft.trainer.run.TrainingExecutor;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.Semaphore;
import java.util.concurrent.ThreadLocalRandom;
import org.apache.kafka.common.KafkaException;
import org.jboss.logging.Logger;

/**
 * Processes orders on a thread of its own until it is closed, and survives any failure of the
 * broker. A training in progress is stopped when the group membership ends, and resumes from its
 * checkpoint in the next membership, on this or another trainer.
 */
public final class TrainingCoordinator implements AutoCloseable {
  private static final Logger LOG = Logger.getLogger("dev.weft.trainer");
  private static final Duration STOP = Duration.ofSeconds(20);

  private final ReplicaClients clients;
  private final EventCodec codec;
  private final TrainingExecutor work;
  private final Backoff backoff;
  private final TrainingListener listener;
  private final InstanceConflict conflict;
  private final Thread thread = DaemonThreads.named("weft-trainer-poll", this::run);
  private final Semaphore seat = new Semaphore(1);
  private volatile boolean stopping;

  /**
   * @param backoff delay before retries of failures that the training did not cause
   */
  public TrainingCoordinator(
      ReplicaClients clients,
      EventCodec codec,
      TrainingExecutor work,
      Backoff backoff,
      TrainingListener listener) {
    this.clients = clients;
    this.conflict = clients.conflict("weft.trainer.instance-id");
    this.codec = codec;
    this.work = work;
    this.backoff = backoff;
    this.listener = listener;
  }

  /** Joins the group and starts to process orders. */
  public void start() {
    thread.start();
  }

  private void run() {
    var memberships =
        new Memberships(conflict, failures -> backoff.delay(failures, ThreadLocalRandom.current()));
    try {
      memberships.run(
          () -> stopping,
          () -> new TrainingMember(clients, codec, work, backoff, listener, seat),
          this::failed,
          pause -> Thread.sleep(pause.toMillis()));
    } catch (InterruptedException e) {
      stopping = true;
    }
  }

  private void failed(RuntimeException e) {
    listener.round(0, false, false);
    listener.failed(BrokerAdvice.of(e));
    LOG.warnf(
        e instanceof KafkaException ? null : e,
        "cannot process orders, retrying: %s",
        e.getMessage());
  }

  /** Returns a message if another process runs under this trainer's name; empty otherwise. */
  public Optional<String> conflict() {
    return conflict.now();
  }

  /** Whether the thread that processes orders is alive. */
  public boolean isAlive() {
    return thread.isAlive();
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
