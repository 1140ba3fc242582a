package dev.weft.bench.pipeline;

import dev.weft.console.CliException;
import dev.weft.console.ExitCode;
import dev.weft.console.server.Ready;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/** Measures the Open Inference Protocol of a running server: images without Kafka. */
final class InferenceRun {

  /** Enough for a full batch while the next one is being decoded. */
  private static final int REQUESTS_AT_ONCE = 16;

  private static final String HEADER = "Inference-Header-Content-Length";
  private static final int OK = 200;

  private final HttpClient http =
      HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
  private final URI infer;

  InferenceRun(Ready ready) {
    String model = ready.model().substring(0, ready.model().indexOf(':'));
    infer = ready.http().resolve("/v2/models/" + model + "/infer");
  }

  /**
   * Returns the throughput in images per second with one image per request, from the first request
   * to the last response.
   */
  double throughput(List<byte[]> files) {
    ExecutorService clients = Executors.newFixedThreadPool(REQUESTS_AT_ONCE);
    try {
      long start = System.nanoTime();
      List<Callable<Void>> requests = files.stream().map(this::request).toList();
      for (Future<Void> answered : clients.invokeAll(requests)) {
        answered.get();
      }
      return files.size() / ((System.nanoTime() - start) / 1e9);
    } catch (ExecutionException e) {
      throw e.getCause() instanceof CliException known
          ? known
          : new CliException(ExitCode.FAILED, "a request failed: " + e.getCause(), "", e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new CliException(ExitCode.FAILED, "interrupted", "", e);
    } finally {
      clients.shutdownNow();
    }
  }

  private Callable<Void> request(byte[] file) {
    return () -> {
      answer(file);
      return null;
    };
  }

  private void answer(byte[] file) throws IOException, InterruptedException {
    byte[] object =
        """
        {"inputs":[{"name":"image","datatype":"BYTES","shape":[1],\
        "parameters":{"binary_data_size":%d}}]}\
        """
            .formatted(Integer.BYTES + file.length)
            .getBytes(StandardCharsets.US_ASCII);
    byte[] body =
        ByteBuffer.allocate(object.length + Integer.BYTES + file.length)
            .order(ByteOrder.LITTLE_ENDIAN)
            .put(object)
            .putInt(file.length)
            .put(file)
            .array();
    HttpRequest request =
        HttpRequest.newBuilder(infer)
            .header(HEADER, Integer.toString(object.length))
            .POST(HttpRequest.BodyPublishers.ofByteArray(body))
            .build();
    HttpResponse<String> answer = http.send(request, HttpResponse.BodyHandlers.ofString());
    if (answer.statusCode() != OK) {
      throw new CliException(
          ExitCode.FAILED, "the classifier rejected an image: " + answer.body(), "");
    }
  }
}
