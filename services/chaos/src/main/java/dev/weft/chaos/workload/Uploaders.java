package dev.weft.chaos.workload;

import dev.weft.base.DaemonThreads;
import dev.weft.base.Sha256;
import dev.weft.chaos.history.HistoryWriter;
import dev.weft.chaos.history.Operation;
import dev.weft.chaos.workload.Gateways.Answer;
import dev.weft.chaos.workload.Images.Sample;
import java.util.Random;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;

/**
 * Clients that upload images, each until it is acknowledged or refused, and label acknowledged
 * ones. Some uploads are made by two clients concurrently, with one key and different bytes.
 */
final class Uploaders {
  private static final long PAUSE_MILLIS = 200;
  private static final int LABEL_ATTEMPTS = 50;

  private final Gateways gateways;
  private final Mix mix;
  private final Images images;
  private final String prefix;
  private final HistoryWriter history;
  private final WorkloadProgress progress;
  private final AtomicBoolean ended;
  private final Pace pace;
  private final Labelers labelers;
  private final AtomicLong next = new AtomicLong();

  Uploaders(ClientScene scene, Mix mix, Images images, AtomicBoolean ended) {
    this.gateways = scene.gateways();
    this.mix = mix;
    this.images = images;
    this.prefix = scene.prefix();
    this.history = scene.history();
    this.progress = scene.answers();
    this.ended = ended;
    this.pace = new Pace(mix.imagesPerSecond());
    this.labelers = new Labelers(scene, mix);
  }

  /** Runs one client until the end. */
  void run(Random random) {
    try {
      while (!ended.get()) {
        pace.await();
        long number = next.getAndIncrement();
        boolean contested = random.nextDouble() < mix.conflicts();
        String id = prefix + "i" + number;
        if (contested) {
          contest(id, number);
        } else {
          Sample sample = images.number(number);
          if (upload(id, sample) && random.nextDouble() < mix.labels()) {
            label(id, sample.label());
          }
        }
        if (random.nextDouble() < mix.labels() * mix.relabels()) {
          labelers.again(random);
        }
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /** Two concurrent uploads: one key, two images. */
  private void contest(String id, long number) throws InterruptedException {
    Sample sample = images.number(number);
    Sample other = images.number(number + 1);
    CountDownLatch done = new CountDownLatch(1);
    DaemonThreads.start(
        "rival",
        () -> {
          try {
            upload(id, other);
          } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
          } finally {
            done.countDown();
          }
        });
    upload(id, sample);
    done.await();
  }

  /** Uploads until the image is acknowledged or refused, or the run ends. */
  boolean upload(String id, Sample sample) throws InterruptedException {
    String sha256 = Sha256.hex(sample.bytes());
    while (!ended.get()) {
      Answer answer = gateways.upload(mix.model(), id, sample.bytes(), sample.contentType());
      history.add(
          new Operation.UploadTried(
              id, sha256, mix.model(), true, answer.status(), answer.sentAt(), answer.at()));
      if (answer.isAcknowledged()) {
        progress.begun(id);
        return true;
      }
      if (!answer.isPassing()) {
        return false;
      }
      TimeUnit.MILLISECONDS.sleep(PAUSE_MILLIS);
    }
    return false;
  }

  /** The views contain an image a moment after it is uploaded. */
  private void label(String id, String label) throws InterruptedException {
    for (int i = 0; i < LABEL_ATTEMPTS && !ended.get(); i++) {
      Answer answer = labelers.label(id, label);
      if (answer.isAcknowledged()) {
        return;
      }
      TimeUnit.MILLISECONDS.sleep(PAUSE_MILLIS);
    }
  }
}
