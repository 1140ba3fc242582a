package dev.weft.bench.rollout;

import dev.weft.bench.measure.MeasuredUploads;
import dev.weft.bench.measure.PredictionConsumer;
import dev.weft.bench.measure.Quantiles;
import dev.weft.client.WeftClient;
import dev.weft.console.CliException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;

/**
 * Uploads images at a steady rate, regardless of pending answers, until it is closed, and measures
 * each from its scheduled time to its prediction. An image belongs to the phase at its scheduled
 * time.
 */
final class SteadyLoad implements AutoCloseable {
  private static final int THREADS = 16;
  private static final Duration TIMEOUT = Duration.ofMinutes(2);

  private final WeftClient client;
  private final PredictionConsumer predictions;
  private final String run;
  private final List<byte[]> files;
  private final long period;
  private final long start = System.nanoTime();
  private final ScheduledExecutorService threads = Executors.newScheduledThreadPool(THREADS);
  private final List<Sent> sent = new ArrayList<>();
  private LoadPhase phase = LoadPhase.BEFORE;
  private CliException failure;

  /**
   * @param due scheduled time, as {@link System#nanoTime}
   */
  private record Sent(String image, LoadPhase phase, long due) {}

  /**
   * @param run prefix of this run's image ids
   * @param files used in turn
   */
  SteadyLoad(
      WeftClient client,
      PredictionConsumer predictions,
      String run,
      List<byte[]> files,
      double perSecond) {
    this.client = client;
    this.predictions = predictions;
    this.run = run;
    this.files = files;
    this.period = (long) (TimeUnit.SECONDS.toNanos(1) / perSecond);
    threads.scheduleAtFixedRate(this::due, period, period, TimeUnit.NANOSECONDS);
  }

  /** Uploads on another thread, so that a slow upload does not delay the next one. */
  private void due() {
    int number = count();
    String image = run + "-" + number;
    add(new Sent(image, phase(), start + (number + 1) * period));
    threads.execute(() -> upload(image, files.get(number % files.size())));
  }

  private void upload(String image, byte[] file) {
    try {
      MeasuredUploads.send(client, image, file);
    } catch (CliException e) {
      fail(e);
    }
  }

  private synchronized void fail(CliException e) {
    failure = failure == null ? e : failure;
  }

  private synchronized void add(Sent image) {
    sent.add(image);
  }

  private synchronized LoadPhase phase() {
    return phase;
  }

  /** Assigns images that are due from now on to a phase. */
  synchronized void enter(LoadPhase now) {
    phase = now;
  }

  /**
   * Waits until this many more images have been due.
   *
   * @throws CliException if one could not be uploaded
   */
  void await(int images) throws InterruptedException {
    int until = count() + images;
    while (count() < until) {
      requireNoFailure();
      Thread.sleep(20);
    }
    requireNoFailure();
  }

  private synchronized void requireNoFailure() {
    if (failure != null) {
      throw failure;
    }
  }

  /** Returns the milliseconds of the last images; waits for pending ones. */
  Quantiles last(int images) {
    List<Sent> all = sent();
    return quantiles(all.subList(Math.max(0, all.size() - images), all.size()));
  }

  /**
   * Returns the milliseconds of each phase's images without the first ones; waits for pending ones.
   */
  Map<LoadPhase, Quantiles> since(int first) {
    List<Sent> all = sent();
    Map<LoadPhase, Quantiles> phases = new EnumMap<>(LoadPhase.class);
    for (LoadPhase each : LoadPhase.values()) {
      phases.put(
          each,
          quantiles(
              all.subList(first, all.size()).stream().filter(s -> s.phase() == each).toList()));
    }
    return phases;
  }

  /** Returns the number of images that have been due. */
  synchronized int count() {
    return sent.size();
  }

  private synchronized List<Sent> sent() {
    return List.copyOf(sent);
  }

  private Quantiles quantiles(List<Sent> images) {
    return new Quantiles(
        images.stream()
            .mapToDouble(each -> predictions.await(each.image(), TIMEOUT).nanos() - each.due())
            .map(nanos -> nanos / 1e6)
            .toArray());
  }

  /** Stops uploading; pending answers still arrive. */
  @Override
  public void close() {
    threads.shutdown();
    try {
      threads.awaitTermination(TIMEOUT.toSeconds(), TimeUnit.SECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
