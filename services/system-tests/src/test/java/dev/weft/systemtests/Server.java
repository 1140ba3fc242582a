package dev.weft.systemtests;

import dev.weft.client.RetryPolicy;
import dev.weft.client.WeftClient;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;

/** A server that tests send requests to. */
@FunctionalInterface
public interface Server {

  /** Address of a path, such as {@code /v1/images}. */
  URI uri(String path);

  /** Client of a user with access. It does not retry, so that tests see each error. */
  default WeftClient weft() {
    return client(uri("/")).build();
  }

  /** Builder of such a client. */
  static WeftClient.Builder client(URI address) {
    return WeftClient.builder()
        .address(address)
        .retry(RetryPolicy.NONE)
        .timeout(Duration.ofSeconds(20));
  }

  /** Response to a request outside the HTTP API, such as one for the server's health. */
  default HttpResponse<String> get(String path) throws IOException {
    try {
      return HttpClient.newHttpClient()
          .send(
              HttpRequest.newBuilder(uri(path)).header("Accept", "application/json").build(),
              BodyHandlers.ofString());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IOException("interrupted", e);
    }
  }
}
