package dev.weft.systemtests;

import static dev.weft.testsupport.TestTimeout.TIMEOUT;
import static org.awaitility.Awaitility.await;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.opentelemetry.proto.collector.trace.v1.ExportTraceServiceRequest;
import io.opentelemetry.proto.collector.trace.v1.ExportTraceServiceResponse;
import io.opentelemetry.proto.resource.v1.Resource;
import io.opentelemetry.proto.trace.v1.ScopeSpans;
import io.opentelemetry.proto.trace.v1.Span;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Predicate;

/** A trace collector that receives OTLP over HTTP and keeps the spans in memory. */
final class Collector implements AutoCloseable {

  private final HttpServer server;
  private final List<TracedSpan> spans = new CopyOnWriteArrayList<>();

  Collector() {
    try {
      server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    server.createContext("/v1/traces", this::take);
    server.start();
  }

  /** Settings with which a server exports its traces here, with a short delay. */
  String[] settings() {
    return new String[] {
      "-Dotel.exporter.otlp.endpoint=http://127.0.0.1:" + server.getAddress().getPort(),
      "-Dotel.exporter.otlp.protocol=http/protobuf",
      "-Dotel.bsp.schedule.delay=200ms"
    };
  }

  private void take(HttpExchange exchange) throws IOException {
    try (exchange) {
      var request = ExportTraceServiceRequest.parseFrom(exchange.getRequestBody());
      request
          .getResourceSpansList()
          .forEach(
              group -> {
                Resource resource = group.getResource();
                for (ScopeSpans scope : group.getScopeSpansList()) {
                  scope.getSpansList().forEach(span -> spans.add(new TracedSpan(span, resource)));
                }
              });
      byte[] answer = ExportTraceServiceResponse.getDefaultInstance().toByteArray();
      exchange.getResponseHeaders().set("Content-Type", "application/x-protobuf");
      exchange.sendResponseHeaders(200, answer.length == 0 ? -1 : answer.length);
      exchange.getResponseBody().write(answer);
    }
  }

  List<TracedSpan> spans() {
    return List.copyOf(spans);
  }

  /** Received spans that match a predicate. */
  List<TracedSpan> those(Predicate<TracedSpan> wanted) {
    return spans.stream().filter(wanted).toList();
  }

  /** Waits for the first span with a name that matches a predicate. */
  TracedSpan awaitSpan(String name, Predicate<TracedSpan> wanted) {
    return await("the span " + name)
        .atMost(TIMEOUT)
        .pollInterval(Duration.ofMillis(50))
        .until(
            () -> those(span -> span.name().equals(name) && wanted.test(span)),
            found -> !found.isEmpty())
        .get(0);
  }

  /** Waits for the parent of a span. */
  TracedSpan awaitParent(TracedSpan of) {
    return await("the parent of " + of)
        .atMost(TIMEOUT)
        .pollInterval(Duration.ofMillis(50))
        .until(() -> those(span -> span.id().equals(of.parent())), found -> found.size() == 1)
        .get(0);
  }

  /**
   * Waits until a span has children with all these names, and returns them in the order of the
   * names.
   */
  List<TracedSpan> awaitChildren(TracedSpan of, String... names) {
    return List.of(names).stream()
        .map(name -> awaitSpan(name, span -> span.parent().equals(of.id())))
        .toList();
  }

  @Override
  public void close() {
    server.stop(0);
  }

  /** Lists the received spans, for messages of failed assertions. */
  @Override
  public String toString() {
    return spans.stream().map(TracedSpan::toString).toList().toString();
  }

  static boolean isServer(TracedSpan span) {
    return span.span().getKind() == Span.SpanKind.SPAN_KIND_SERVER;
  }
}
