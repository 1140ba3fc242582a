package dev.weft.bench.overhead;

import dev.weft.bench.measure.MeasuredUploads;
import dev.weft.bench.measure.PredictionConsumer;
import dev.weft.client.WeftClient;
import dev.weft.console.CliException;
import dev.weft.console.ExitCode;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;

/** Uploads images at a fixed rate, whatever the answers take. */
final class SteadyUploads {
  private static final int AT_ONCE = 4;
  private static final Duration TIMEOUT = Duration.ofMinutes(2);

  private final WeftClient client;
  private final String bootstrapServers;

  SteadyUploads(WeftClient client, String bootstrapServers) {
    this.client = client;
    this.bootstrapServers = bootstrapServers;
  }

  /**
   * Uploads images and waits for their answers.
   *
   * @param part prefix of the image ids
   * @return images per second, from the first upload to the last answer
   */
  double run(String part, List<byte[]> files, double perSecond) {
    ExecutorService uploads = Executors.newFixedThreadPool(AT_ONCE);
    try (PredictionConsumer answers = PredictionConsumer.open(bootstrapServers)) {
      long start = System.nanoTime();
      List<Future<?>> pending = new ArrayList<>();
      for (int i = 0; i < files.size(); i++) {
        String id = part + "-" + i;
        byte[] file = files.get(i);
        long due = start + (long) (i / perSecond * 1e9);
        TimeUnit.NANOSECONDS.sleep(due - System.nanoTime());
        pending.add(uploads.submit(() -> MeasuredUploads.send(client, id, file)));
      }
      for (Future<?> upload : pending) {
        upload.get();
      }
      answers.awaitCount(files.size(), TIMEOUT);
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
}
