package dev.weft.demo;

import dev.weft.client.WeftClient;
import dev.weft.client.WeftException;
import dev.weft.client.image.LabelSource;
import dev.weft.client.label.LabelRequest;
import java.util.Map;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/** Uploads drawings at a steady rate and labels each at once, until it is closed. */
final class LiveDrawings implements AutoCloseable {
  /** A rate that leaves capacity on two cores, for a version and its shadow. */
  private static final int PER_SECOND = 3;

  private static final int THREADS = 2;

  private final WeftClient client;
  private final DemoImages images;
  private final int version;
  private final Map<String, String> tags;
  private final AtomicInteger next = new AtomicInteger();
  private final ScheduledExecutorService threads = Executors.newScheduledThreadPool(THREADS);

  /**
   * @param version the version that is rolled out; each one has its own drawings
   */
  LiveDrawings(WeftClient client, DemoImages images, int version, Map<String, String> tags) {
    this.client = client;
    this.images = images;
    this.version = version;
    this.tags = tags;
    long period = TimeUnit.SECONDS.toMillis(THREADS) / PER_SECOND;
    for (int i = 0; i < THREADS; i++) {
      threads.scheduleAtFixedRate(this::one, i * period / THREADS, period, TimeUnit.MILLISECONDS);
    }
  }

  private void one() {
    DemoImage image = images.live(next.getAndIncrement(), version);
    LabelRequest label =
        new LabelRequest(
            image.label().orElseThrow(), RetrainingDemo.LABELED_BY, LabelSource.PERSON);
    try {
      client.images().upload(image.upload(tags));
      client.images().label(image.id(), label);
    } catch (WeftException e) {
      // One drawing is missing, which the rollout's sample sizes show.
    }
  }

  @Override
  public void close() {
    threads.shutdownNow();
    try {
      threads.awaitTermination(10, TimeUnit.SECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
