package dev.weft.bench.queue;

import dev.weft.bench.measure.MeasuredUploads;
import dev.weft.bench.measure.PredictionConsumer;
import dev.weft.bench.measure.Quantiles;
import dev.weft.client.WeftClient;
import dev.weft.console.CliException;
import dev.weft.console.ExitCode;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;

/** Uploads images at random times, regardless of pending answers. */
final class QueueRun {
  private static final int THREADS = 32;
  private static final Duration TIMEOUT = Duration.ofMinutes(2);

  private final WeftClient client;
  private final String bootstrapServers;
  private final String run;

  /**
   * @param run prefix of this run's image ids
   */
  QueueRun(WeftClient client, String bootstrapServers, String run) {
    this.client = client;
    this.bootstrapServers = bootstrapServers;
    this.run = run;
  }

  /**
   * Measures the milliseconds from each image's scheduled time to its prediction.
   *
   * @param files used in turn
   * @param perSecond mean arrival rate
   */
  Quantiles measure(List<byte[]> files, double perSecond, int images, long seed)
      throws InterruptedException {
    double[] due = BatchQueue.arrivals(perSecond, images, new SplittableRandom(seed));
    ExecutorService threads = Executors.newFixedThreadPool(THREADS);
    try (PredictionConsumer predictions = PredictionConsumer.open(bootstrapServers)) {
      List<Future<?>> uploads = new ArrayList<>();
      long start = System.nanoTime();
      for (int i = 0; i < images; i++) {
        long left = start + (long) (due[i] * 1e6) - System.nanoTime();
        TimeUnit.NANOSECONDS.sleep(Math.max(0, left));
        int number = i;
        uploads.add(threads.submit(() -> upload(number, files.get(number % files.size()))));
      }
      for (Future<?> upload : uploads) {
        upload.get();
      }
      double[] took = new double[images];
      for (int i = 0; i < images; i++) {
        took[i] = (predictions.await(id(i), TIMEOUT).nanos() - start) / 1e6 - due[i];
      }
      return new Quantiles(took);
    } catch (ExecutionException e) {
      throw e.getCause() instanceof CliException known
          ? known
          : new CliException(ExitCode.FAILED, "an upload failed: " + e.getCause(), "", e);
    } finally {
      threads.shutdownNow();
    }
  }

  private void upload(int number, byte[] file) {
    MeasuredUploads.send(client, id(number), file);
  }

  private String id(int number) {
    return run + "-" + number;
  }
}
