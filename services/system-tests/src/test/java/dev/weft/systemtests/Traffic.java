package dev.weft.systemtests;

import dev.weft.testsupport.models.ColourImage;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;

/** Uploads images at a steady rate until it is closed, and labels them correctly if asked to. */
final class Traffic implements AutoCloseable {
  private static final int THREADS = 4;

  private final String prefix;
  private final Uploads uploads;
  private final boolean labels;
  private final AtomicLong next = new AtomicLong();
  private final List<String> acknowledged = new CopyOnWriteArrayList<>();
  private final ScheduledExecutorService threads = Executors.newScheduledThreadPool(THREADS);

  /**
   * @param prefix prefix of the images' ids
   * @param perSecond images per second
   * @param labels whether each image is labeled as soon as it is uploaded
   */
  Traffic(String prefix, WeftProcess gateway, int perSecond, boolean labels) {
    this.prefix = prefix;
    this.uploads = new Uploads(gateway);
    this.labels = labels;
    long period = TimeUnit.SECONDS.toMicros(THREADS) / perSecond;
    for (int i = 0; i < THREADS; i++) {
      threads.scheduleAtFixedRate(this::one, i * period / THREADS, period, TimeUnit.MICROSECONDS);
    }
  }

  private void one() {
    long number = next.getAndIncrement();
    ColourImage image = ColourImage.number(number);
    String id = prefix + "-" + number;
    try {
      if (uploads.send(id, image.png()).isEmpty()) {
        acknowledged.add(id);
        if (labels) {
          uploads.label(id, image.label());
        }
      }
    } catch (IOException e) {
      // The image was not acknowledged.
    }
  }

  /** Ids of the acknowledged images. */
  List<String> acknowledged() {
    return acknowledged;
  }

  @Override
  public void close() {
    threads.shutdown();
    try {
      threads.awaitTermination(Duration.ofSeconds(30).toSeconds(), TimeUnit.SECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
