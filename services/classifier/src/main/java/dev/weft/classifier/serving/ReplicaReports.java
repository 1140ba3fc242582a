package dev.weft.classifier.serving;

import dev.weft.base.DaemonThreads;
import dev.weft.events.kafka.CloudEvent;
import dev.weft.events.kafka.EventCodec;
import dev.weft.events.rollout.RolloutObserved;
import dev.weft.kafka.client.SendFailures;
import java.time.Duration;
import java.time.InstantSource;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.apache.kafka.clients.producer.Producer;
import org.jboss.logging.Logger;

/**
 * Publishes on {@code weft.rollouts.observed} what a replica has loaded: at each change, at an
 * interval, and on shutdown that it leaves. Runs on a thread of its own; a report that cannot be
 * sent is followed by the next one.
 */
public final class ReplicaReports implements AutoCloseable {

  private static final Logger LOG = Logger.getLogger("dev.weft.classifier");
  private static final String SOURCE = "/weft/classifier";
  private static final Duration CLOSE = Duration.ofSeconds(2);

  private final String model;
  private final String replica;
  private final Duration every;
  private final Supplier<ReplicaStatus> status;
  private final Supplier<Producer<String, byte[]>> producers;
  private final EventCodec codec;
  private final InstantSource clock = InstantSource.system();
  private final ScheduledExecutorService thread =
      Executors.newSingleThreadScheduledExecutor(DaemonThreads.single("weft-observed"));
  private final SendFailures failures;
  private Producer<String, byte[]> producer;
  private ReplicaStatus last;

  /**
   * @param replica this replica's name, the same after a restart
   * @param every interval between reports without a change
   */
  public ReplicaReports(
      String model,
      String replica,
      Duration every,
      Supplier<ReplicaStatus> status,
      Supplier<Producer<String, byte[]>> producers,
      EventCodec codec) {
    this.model = model;
    this.replica = replica;
    this.every = every;
    this.status = status;
    this.producers = producers;
    this.codec = codec;
    this.failures = new SendFailures("reports of replica=" + replica);
  }

  public void start() {
    thread.scheduleWithFixedDelay(this::send, 0, every.toMillis(), TimeUnit.MILLISECONDS);
  }

  /** Requests a report, since the status may have changed. Thread-safe. */
  public void changed() {
    try {
      thread.execute(
          () -> {
            if (!status.get().equals(last)) {
              send();
            }
          });
    } catch (RejectedExecutionException e) {
      LOG.debug("a change after the last report was not sent");
    }
  }

  private void send() {
    last = status.get();
    send(last, false);
  }

  private void send(ReplicaStatus now, boolean leaving) {
    var event =
        new RolloutObserved(
            model,
            replica,
            now.revision(),
            now.serving(),
            now.versions(),
            now.engine(),
            leaving,
            clock.instant());
    try {
      if (producer == null) {
        producer = producers.get();
      }
      producer.send(
          codec.encode(event, CloudEvent.of(event, SOURCE)),
          (sent, failure) -> failures.completed(failure));
    } catch (RuntimeException e) {
      // No failure may end the reports.
      LOG.warnf(e, "cannot send the report of replica=%s", replica);
    }
  }

  /** Reports that the replica leaves. Returns when that is sent, or after a bounded time. */
  @Override
  public void close() {
    try {
      thread.execute(this::leave);
      thread.shutdown();
      if (!thread.awaitTermination(2 * CLOSE.toMillis(), TimeUnit.MILLISECONDS)) {
        thread.shutdownNow();
      }
    } catch (RejectedExecutionException e) {
      LOG.debug("already closed");
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private void leave() {
    send(status.get(), true);
    if (producer != null) {
      producer.close(CLOSE);
    }
  }
}
