package dev.weft.client;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;

/** Returns predefined responses in order, and records the requests. */
final class FakeServer implements AutoCloseable {

  /**
   * A request.
   *
   * @param line method and path
   * @param headers headers by name
   * @param body body as text
   */
  record Asked(String line, Map<String, List<String>> headers, String body) {
    String header(String name) {
      return headers.getOrDefault(name, List.of()).stream().findFirst().orElse(null);
    }
  }

  private record Said(int status, Map<String, String> headers, String body) {}

  private static final int SILENT = 0;

  final List<Asked> asked = new CopyOnWriteArrayList<>();

  /** Number of responses whose body is cut off. */
  final AtomicInteger broken = new AtomicInteger();

  private final Queue<Said> answers = new ConcurrentLinkedQueue<>();
  private final Map<String, Said> always = new ConcurrentHashMap<>();
  private final ExecutorService threads = Executors.newCachedThreadPool();
  private final HttpServer server;

  FakeServer() throws IOException {
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.setExecutor(threads);
    server.createContext("/", this::answer);
    server.start();
  }

  FakeServer says(int status, String body) {
    return says(status, Map.of(), body);
  }

  /** Accepts the next request without ever responding to it. */
  FakeServer staysSilent() {
    return says(SILENT, "");
  }

  FakeServer says(int status, Map<String, String> headers, String body) {
    answers.add(new Said(status, headers, body));
    return this;
  }

  /**
   * Sets the response to requests with this method and path, such as {@code GET /v1/models},
   * regardless of the others.
   */
  FakeServer always(String line, int status, Map<String, String> headers, String body) {
    always.put(line, new Said(status, headers, body));
    return this;
  }

  /** Creates a client that retries for a short time only. */
  WeftClient client() {
    return builder().build();
  }

  WeftClient.Builder builder() {
    return WeftClient.builder()
        .address(url())
        .retry(
            new RetryPolicy(Duration.ofMillis(5), Duration.ofMillis(20), Duration.ofMillis(300)));
  }

  URI url() {
    return URI.create("http://127.0.0.1:" + server.getAddress().getPort());
  }

  Asked last() {
    return asked.get(asked.size() - 1);
  }

  private void answer(HttpExchange exchange) throws IOException {
    String body = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
    String line = exchange.getRequestMethod() + " " + exchange.getRequestURI();
    asked.add(new Asked(line, Map.copyOf(exchange.getRequestHeaders()), body));
    Said said = always.get(line);
    if (said == null) {
      // The last response is repeated.
      said = answers.size() > 1 ? answers.remove() : answers.peek();
    }
    if (said.status() == SILENT) {
      return;
    }
    said.headers().forEach(exchange.getResponseHeaders()::set);
    byte[] bytes = said.body().getBytes(StandardCharsets.UTF_8);
    if (broken.getAndDecrement() > 0) {
      exchange.sendResponseHeaders(said.status(), bytes.length + 1);
      exchange.getResponseBody().write(bytes);
      exchange.close();
      return;
    }
    exchange.sendResponseHeaders(said.status(), bytes.length == 0 ? -1 : bytes.length);
    try (OutputStream out = exchange.getResponseBody()) {
      out.write(bytes);
    }
  }

  @Override
  public void close() {
    server.stop(0);
    threads.shutdownNow();
  }
}
