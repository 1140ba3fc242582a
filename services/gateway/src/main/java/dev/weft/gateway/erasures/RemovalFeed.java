package dev.weft.gateway.erasures;

import dev.weft.base.DaemonThreads;
import dev.weft.events.catalog.Topics;
import dev.weft.kafka.client.Backoff;
import dev.weft.kafka.client.ClientSettings;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.errors.WakeupException;
import org.jboss.logging.Logger;

/**
 * Consumes bucket notifications about removed objects, in a consumer group of all gateways: at
 * least once. Waits while store, broker or views are unavailable; the offset of a notification is
 * committed once it has been processed.
 */
public final class RemovalFeed implements AutoCloseable {

  private static final Logger LOG = Logger.getLogger(RemovalFeed.class);
  private static final Duration POLL = Duration.ofSeconds(1);
  private static final Backoff BACKOFF =
      new Backoff(Duration.ofMillis(500), Duration.ofSeconds(15));
  private static final int MOST = 100;

  private final Map<String, Object> settings;
  private final RemovedObjects removed;
  private final CountDownLatch closing = new CountDownLatch(1);
  private volatile KafkaConsumer<String, byte[]> consumer;
  private Thread thread;

  /**
   * Creates a feed that reads nothing before {@link #start()}.
   *
   * @param kafka client configuration
   * @param group of all gateways
   */
  public RemovalFeed(Map<String, Object> kafka, String group, RemovedObjects removed) {
    this.settings =
        ClientSettings.consumer(kafka)
            .named("weft-gateway-removals")
            .with(ConsumerConfig.GROUP_ID_CONFIG, group)
            .with(ConsumerConfig.MAX_POLL_RECORDS_CONFIG, MOST)
            .toMap();
    this.removed = removed;
  }

  /** Reads until closed. */
  public void start() {
    thread = DaemonThreads.start("weft-gateway-removals", this::run);
  }

  private void run() {
    int failures = 0;
    while (closing.getCount() > 0) {
      try (KafkaConsumer<String, byte[]> own = new KafkaConsumer<>(settings)) {
        consumer = own;
        own.subscribe(List.of(Topics.S3_NOTIFICATIONS));
        while (closing.getCount() > 0) {
          follow(own, own.poll(POLL));
          failures = 0;
        }
      } catch (WakeupException e) {
        // Closing.
      } catch (RuntimeException e) {
        // Restarts from the last committed offset.
        failures++;
        LOG.warnf(
            "cannot process notifications about removed objects, retrying: %s", e.getMessage());
        pause(failures);
      }
    }
  }

  private void follow(KafkaConsumer<String, byte[]> own, ConsumerRecords<String, byte[]> records) {
    for (ConsumerRecord<String, byte[]> record : records) {
      int erased = removed.follow(record.value());
      if (erased > 0) {
        LOG.infof("erased %d images because their objects were removed", erased);
      }
    }
    if (!records.isEmpty()) {
      own.commitSync();
    }
  }

  private void pause(int failures) {
    try {
      long millis = BACKOFF.delay(failures, ThreadLocalRandom.current()).toMillis();
      closing.await(millis, TimeUnit.MILLISECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      closing.countDown();
    }
  }

  @Override
  public void close() {
    closing.countDown();
    KafkaConsumer<String, byte[]> own = consumer;
    if (own != null) {
      own.wakeup();
    }
    try {
      if (thread != null) {
        thread.join(POLL.toMillis());
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
