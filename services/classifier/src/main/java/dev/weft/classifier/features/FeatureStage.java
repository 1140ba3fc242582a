package dev.weft.classifier.features;

import dev.weft.base.DaemonThreads;
import dev.weft.classifier.inflight.AnsweredFeatures;
import dev.weft.classifier.inflight.Models;
import dev.weft.classifier.inflight.ServingModel;
import dev.weft.classifier.observe.PipelineListener;
import dev.weft.classifier.serving.ModelChoice;
import dev.weft.classifier.serving.SharedMemory;
import dev.weft.events.kafka.EventCodec;
import dev.weft.events.label.ImageLabeled;
import dev.weft.imaging.ImageReader;
import dev.weft.imaging.Preprocessing;
import dev.weft.kafka.client.Backoff;
import dev.weft.kafka.client.BrokerAdvice;
import dev.weft.modelstore.ModelStore;
import dev.weft.objectstore.ObjectStore;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ThreadLocalRandom;
import java.util.function.BooleanSupplier;
import java.util.function.DoubleSupplier;
import org.jboss.logging.Logger;

/**
 * Makes a model's trainings cheaper: keeps the features that its versions compute when they answer,
 * and, while nothing else is to be done, computes those of labeled images, which trainings will
 * need. Failures here do not affect answers; they are logged and retried.
 *
 * <p>One thread does both. Features of answers are written once a segment is half full, or after
 * {@link #LONGEST_UNWRITTEN}.
 */
public final class FeatureStage implements AutoCloseable {
  private static final Logger LOG = Logger.getLogger("dev.weft.classifier");

  /** After this time what was computed is in the store. */
  public static final Duration LONGEST_UNWRITTEN = Duration.ofSeconds(30);

  private static final Duration POLL = Duration.ofMillis(200);

  /** A process that starts has more urgent work. */
  private static final Duration AFTER_START = Duration.ofSeconds(5);

  private static final long LONGEST_CLOSE_MILLIS = 5_000;
  private static final int GROUP_ID_DIGITS = 12;
  private static final Backoff BACKOFF = new Backoff(Duration.ofSeconds(1), Duration.ofMinutes(1));

  private final Tools tools;
  private final Settings settings;
  private final PipelineListener listener;
  private final FeatureBases bases;
  private final Duration delay;
  private final RecentImages recent = new RecentImages();
  private final IdleMachine machine;
  private final KeptFeatures kept;
  private final Thread thread;
  private volatile boolean closed;
  private long written = System.nanoTime();

  /**
   * The stage's collaborators, which it does not close.
   *
   * @param versions that answer
   * @param idle whether no image of this process is in progress
   */
  public record Tools(
      ObjectStore store,
      ModelStore models,
      Models versions,
      SharedMemory memory,
      ImageReader reader,
      EventCodec codec,
      BooleanSupplier idle) {}

  /**
   * Settings.
   *
   * @param kafka how to reach the brokers
   * @param bucket the bucket of images and features
   * @param group prefix of the consumer group, which continues with the model and the base
   * @param isDefault whether labels that name no model are the model's
   * @param maxImageBytes limit of one encoded image
   */
  public record Settings(
      Map<String, String> kafka,
      String bucket,
      String group,
      ModelChoice model,
      boolean isDefault,
      long maxImageBytes) {
    public Settings {
      kafka = Map.copyOf(kafka);
    }
  }

  public FeatureStage(Settings settings, Tools tools, PipelineListener listener) {
    this(
        settings,
        tools,
        listener,
        new FeatureBases(tools.models(), settings.model()),
        IdleMachine.load(),
        AFTER_START);
  }

  FeatureStage(
      Settings settings,
      Tools tools,
      PipelineListener listener,
      FeatureBases bases,
      DoubleSupplier load,
      Duration delay) {
    this.settings = settings;
    this.tools = tools;
    this.listener = listener;
    this.bases = bases;
    this.delay = delay;
    this.machine = new IdleMachine(tools.idle(), load);
    this.kept = new KeptFeatures(tools.store(), settings.bucket(), bases, recent, listener);
    this.thread = DaemonThreads.named("weft-features", this::run);
  }

  public void start() {
    thread.start();
  }

  /** Where answers leave their features. */
  public AnsweredFeatures answered() {
    return kept;
  }

  private void run() {
    try {
      pause(delay);
      for (int failures = 1; !closed; failures++) {
        long began = System.nanoTime();
        try {
          membership();
          failures = 0;
        } catch (RuntimeException e) {
          if (closed || Thread.currentThread().isInterrupted()) {
            return;
          }
          recent.clear();
          failures = System.nanoTime() - began > BACKOFF.most().toNanos() ? 1 : failures;
          LOG.warnf(
              "model=%s: cannot compute features for trainings at the moment; the trainer computes"
                  + " them instead: %s",
              settings.model().name(), BrokerAdvice.of(e));
          pause(BACKOFF.delay(failures, ThreadLocalRandom.current()));
        }
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } finally {
      flushAtLast();
    }
  }

  /** Works on the labels of one base, until another base is trained from. */
  private void membership() throws InterruptedException {
    FeatureBase base = bases.of(serving().ref());
    String group = group(base);
    try (var queue = new LabeledQueue(settings.kafka(), group, tools.codec(), this::isOurs);
        var work = work(base)) {
      boolean isBusy = false;
      while (!closed && bases.of(serving().ref()).equals(base)) {
        kept.look(serving());
        queue.poll(isBusy ? Duration.ZERO : POLL);
        isBusy = !queue.isEmpty() && work.isPossible();
        if (isBusy) {
          work.run(queue);
        }
        work.rest();
        if (isDue() || work.isDue()) {
          kept.flush();
          work.flush(queue);
          written = System.nanoTime();
        }
      }
      work.flush(queue);
    }
    // They are those of this base.
    recent.clear();
  }

  /**
   * A base at another input size has other features, so that its labels are read from the first.
   */
  private String group(FeatureBase base) {
    String id = base.id().substring(0, GROUP_ID_DIGITS);
    Preprocessing size = base.preprocessing();
    return "%s.%s.%s%s"
        .formatted(
            settings.group(),
            settings.model().name(),
            id,
            base.isAsPublished() ? "" : "-%dx%d".formatted(size.width(), size.height()));
  }

  private LabeledWork work(FeatureBase base) {
    return new LabeledWork(
        base,
        new BaseNetwork(
            tools.versions(), bases, settings.model(), tools.memory(), LabeledWork.BATCH),
        machine,
        tools,
        settings,
        recent,
        listener);
  }

  private boolean isOurs(ImageLabeled label) {
    return label.model() == null
        ? settings.isDefault()
        : label.model().equals(settings.model().name());
  }

  private boolean isDue() {
    return kept.isDue() || System.nanoTime() - written > LONGEST_UNWRITTEN.toNanos();
  }

  private ServingModel serving() {
    try (var lease = tools.versions().leaseServing()) {
      return lease.route().model();
    }
  }

  private void pause(Duration duration) throws InterruptedException {
    long until = System.nanoTime() + duration.toNanos();
    while (!closed && System.nanoTime() - until < 0) {
      Thread.sleep(100);
    }
  }

  private void flushAtLast() {
    try {
      kept.flush();
    } catch (RuntimeException e) {
      LOG.debugf(e, "model=%s: cannot store the last features", settings.model().name());
    }
  }

  /** Writes what was computed; returns when the thread has ended, or after a bounded time. */
  @Override
  public void close() {
    closed = true;
    try {
      thread.join(LONGEST_CLOSE_MILLIS);
      thread.interrupt();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
