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

/** Whom requests are sent to. */
@FunctionalInterface
public interface Server {

  /** The address of something that it serves, such as {@code /v1/images}. */
  URI uri(String path);

  /** A client of somebody whom it lets in. It tries once: what is refused is looked at. */
  default WeftClient weft() {
    return client(uri("/")).build();
  }

  /** What such a client is made of. */
  static WeftClient.Builder client(URI address) {
    return WeftClient.builder()
        .address(address)
        .retry(RetryPolicy.NONE)
        .timeout(Duration.ofSeconds(20));
  }

  /** What it answers to a request that the interface does not describe, such as for its health. */
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
