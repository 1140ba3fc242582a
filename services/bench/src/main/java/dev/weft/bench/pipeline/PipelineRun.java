package dev.weft.bench.pipeline;

import dev.weft.bench.measure.Latencies;
import dev.weft.bench.measure.MeasuredUploads;
import dev.weft.bench.measure.PredictionConsumer;
import dev.weft.client.WeftClient;
import dev.weft.console.CliException;
import dev.weft.console.ExitCode;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;

/** Measures a running server: everything between an upload and its prediction. */
public final class PipelineRun {
  private static final Duration TIMEOUT = Duration.ofMinutes(10);
  private static final int UPLOADS_AT_ONCE = 8;

  private final WeftClient client;
  private final String bootstrapServers;
  private final String run;

  /**
   * @param run prefix of this run's image ids
   */
  public PipelineRun(WeftClient client, String bootstrapServers, String run) {
    this.client = client;
    this.bootstrapServers = bootstrapServers;
    this.run = run;
  }

  /**
   * Returns the throughput in images per second, from the first uploaded byte to the last
   * prediction at a {@code read_committed} consumer. Uploads run ahead of the engine, so that they
   * are not the bottleneck.
   */
  public double throughput(String part, List<byte[]> files) {
    ExecutorService uploads = Executors.newFixedThreadPool(UPLOADS_AT_ONCE);
    try (PredictionConsumer predictions = PredictionConsumer.open(bootstrapServers)) {
      long start = System.nanoTime();
      List<Future<?>> pending =
          IntStream.range(0, files.size())
              .<Future<?>>mapToObj(i -> uploads.submit(() -> upload(id(part, i), files.get(i))))
              .toList();
      for (Future<?> upload : pending) {
        upload.get();
      }
      predictions.awaitCount(files.size(), TIMEOUT);
      return files.size() / ((System.nanoTime() - start) / 1e9);
    } catch (ExecutionException e) {
      throw e.getCause() instanceof CliException known
          ? known
          : new CliException(ExitCode.FAILED, "an upload failed: " + e.getCause(), "", e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new CliException(ExitCode.FAILED, "interrupted", "", e);
    } finally {
      uploads.shutdownNow();
    }
  }

  /** Measures latencies of images, one after the other, on an idle system. */
  public Latencies latencies(List<byte[]> files, int warmUp) {
    double[] total = new double[files.size() - warmUp];
    double[] infer = new double[total.length];
    double[] accepted = new double[total.length];
    try (PredictionConsumer predictions = PredictionConsumer.open(bootstrapServers)) {
      for (int i = 0; i < files.size(); i++) {
        String id = id("latency", i);
        long start = System.nanoTime();
        upload(id, files.get(i));
        long answered = System.nanoTime();
        PredictionConsumer.Seen seen = predictions.await(id, Duration.ofMinutes(1));
        if (i >= warmUp) {
          total[i - warmUp] = (seen.nanos() - start) / 1e6;
          accepted[i - warmUp] = (answered - start) / 1e6;
          infer[i - warmUp] = seen.inferSeconds() * 1e3;
        }
      }
    }
    return Latencies.of(total, infer, accepted);
  }

  private void upload(String id, byte[] file) {
    MeasuredUploads.send(client, id, file);
  }

  private String id(String part, int index) {
    return run + "-" + part + "-" + index;
  }
}
