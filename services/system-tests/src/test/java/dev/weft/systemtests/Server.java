package dev.weft.systemtests;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;

/** Whom requests are sent to. */
@FunctionalInterface
public interface Server {

  /** The address of something that it serves, such as {@code /v1/images}. */
  URI uri(String path);

  /** A client that takes it for what it says it is. */
  default HttpClient.Builder client() {
    return HttpClient.newBuilder();
  }

  /** A request of somebody whom it lets in. */
  default HttpRequest.Builder request(String path) {
    return HttpRequest.newBuilder(uri(path));
  }
}
