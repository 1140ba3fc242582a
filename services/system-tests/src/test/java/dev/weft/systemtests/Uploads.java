package dev.weft.systemtests;

import java.io.IOException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * A client as it should be: one idempotency key an image, and patience until it is acknowledged.
 */
public final class Uploads {

  private final Server weft;
  private final HttpClient http;

  public Uploads(Server weft) {
    this.weft = weft;
    this.http = weft.client().connectTimeout(Duration.ofSeconds(2)).build();
  }

  /** Uploads all, each until it is acknowledged, however often the server goes away meanwhile. */
  public void untilAcknowledged(Map<String, byte[]> images, Duration patience)
      throws InterruptedException {
    long end = System.nanoTime() + patience.toNanos();
    Map<String, byte[]> left = new LinkedHashMap<>(images);
    while (!left.isEmpty()) {
      if (System.nanoTime() > end) {
        throw new AssertionError(left.size() + " images were not acknowledged in " + patience);
      }
      boolean progress =
          left.entrySet().removeIf(image -> accepted(image.getKey(), image.getValue()));
      if (!progress) {
        Thread.sleep(200);
      }
    }
  }

  private boolean accepted(String id, byte[] bytes) {
    try {
      int status = send(id, bytes).statusCode();
      if (status >= 400 && status < 500 && status != 429) {
        throw new AssertionError("upload of " + id + " was refused with " + status);
      }
      return status == 202 || status == 200;
    } catch (IOException e) {
      return false;
    }
  }

  HttpResponse<String> send(String id, byte[] bytes) throws IOException {
    return send(id, bytes, "image/jpeg");
  }

  HttpResponse<String> send(String id, byte[] bytes, String contentType) throws IOException {
    return send(id, bytes, contentType, null);
  }

  /**
   * @param model null for the default one
   */
  HttpResponse<String> send(String id, byte[] bytes, String contentType, String model)
      throws IOException {
    return post(model == null ? "" : "?model=" + model, id, bytes, contentType);
  }

  /** Uploads a JPEG that no model is to answer. */
  HttpResponse<String> sendForTraining(String id, byte[] jpeg, String model) throws IOException {
    return post("?model=" + model + "&purpose=training", id, jpeg, "image/jpeg");
  }

  private HttpResponse<String> post(String query, String id, byte[] bytes, String contentType)
      throws IOException {
    HttpRequest request =
        weft.request("/v1/images" + query)
            .header("Idempotency-Key", id)
            .header("Content-Type", contentType)
            .timeout(Duration.ofSeconds(20))
            .POST(BodyPublishers.ofByteArray(bytes))
            .build();
    return send(request);
  }

  /** Uploads an image and waits for its answer. */
  HttpResponse<String> answered(String id, byte[] bytes) throws IOException {
    return send(
        HttpRequest.newBuilder(weft.uri("/v1/images?wait=30s"))
            .header("Idempotency-Key", id)
            .header("Content-Type", "image/jpeg")
            .timeout(Duration.ofSeconds(40))
            .POST(BodyPublishers.ofByteArray(bytes))
            .build());
  }

  public HttpResponse<String> label(String id, String label) throws IOException {
    return send(
        weft.request("/v1/images/" + id + "/label")
            .header("Content-Type", "application/json")
            .timeout(Duration.ofSeconds(10))
            .POST(BodyPublishers.ofString("{\"label\":\"" + label + "\"}"))
            .build());
  }

  public HttpResponse<String> get(String path) throws IOException {
    return send(weft.request(path).timeout(Duration.ofSeconds(10)).build());
  }

  private HttpResponse<String> send(HttpRequest request) throws IOException {
    try {
      return http.send(request, BodyHandlers.ofString());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IOException("interrupted", e);
    }
  }
}
