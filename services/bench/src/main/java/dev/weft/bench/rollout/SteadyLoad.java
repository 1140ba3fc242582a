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
 * Uploads images at a steady rate, however long answers take, until it is closed, and measures each
 * from the moment that it was due to its prediction. An image belongs to the phase that was on when
 * it was due.
 */
final class SteadyLoad implements AutoCloseable {
  private static final int THREADS = 16;
  private static final Duration PATIENCE = Duration.ofMinutes(2);

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
   * @param due reading of {@link System#nanoTime}
   */
  private record Sent(String image, LoadPhase phase, long due) {}

  /**
   * @param run tells this run's image ids from others'
   * @param files taken in turns
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

  /** Hands the upload on, so that a slow one does not hold up the next. */
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

  /** What is due from now on belongs to this phase. */
  synchronized void enter(LoadPhase now) {
    phase = now;
  }

  /**
   * Waits until so many more images were due.
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

  /** Milliseconds of the last images; waits for those that are on their way. */
  Quantiles last(int images) {
    List<Sent> all = sent();
    return quantiles(all.subList(Math.max(0, all.size() - images), all.size()));
  }

  /** Milliseconds of each phase's images, but for the first ones; waits for all of them. */
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

  /** How many were due until now. */
  synchronized int count() {
    return sent.size();
  }

  private synchronized List<Sent> sent() {
    return List.copyOf(sent);
  }

  private Quantiles quantiles(List<Sent> images) {
    return new Quantiles(
        images.stream()
            .mapToDouble(each -> predictions.await(each.image(), PATIENCE).nanos() - each.due())
            .map(nanos -> nanos / 1e6)
            .toArray());
  }

  /** What is on its way still arrives. */
  @Override
  public void close() {
    threads.shutdown();
    try {
      threads.awaitTermination(PATIENCE.toSeconds(), TimeUnit.SECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
