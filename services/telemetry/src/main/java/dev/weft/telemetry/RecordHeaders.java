package dev.weft.telemetry;

import dev.weft.events.kafka.TraceHeaders;
import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.SpanContext;
import io.opentelemetry.api.trace.propagation.W3CTraceContextPropagator;
import io.opentelemetry.context.Context;
import io.opentelemetry.context.propagation.TextMapGetter;
import io.opentelemetry.context.propagation.TextMapSetter;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.header.Headers;

/**
 * Reads and writes the <a href="https://www.w3.org/TR/trace-context/">W3C trace context</a> in a
 * record's headers: {@code traceparent} and {@code tracestate}. Baggage is neither read nor
 * written, since it would propagate anything that a client sends.
 */
public final class RecordHeaders {

  private static final int LONGEST = 512;
  private static final W3CTraceContextPropagator FORMAT = W3CTraceContextPropagator.getInstance();
  private static final TextMapSetter<Headers> SETTER = RecordHeaders::set;
  private static final TextMapGetter<Headers> GETTER = new Getter();

  private RecordHeaders() {}

  /** Injects a context into the headers, replacing any previous one. */
  public static void write(Context context, Headers headers) {
    headers.remove(TraceHeaders.PARENT);
    headers.remove(TraceHeaders.STATE);
    FORMAT.inject(context, headers, SETTER);
  }

  /** Extracts the context; the root context if there is none or it is malformed. */
  public static Context context(Headers headers) {
    return FORMAT.extract(Context.root(), headers, GETTER);
  }

  /** The span context of the record's sender; invalid if the record has none. */
  public static SpanContext sender(Headers headers) {
    return Span.fromContext(context(headers)).getSpanContext();
  }

  /** The record's {@code traceparent}; null if it is missing or malformed. */
  public static String parent(Headers headers) {
    return headers.lastHeader(TraceHeaders.PARENT) != null && sender(headers).isValid()
        ? text(headers.lastHeader(TraceHeaders.PARENT))
        : null;
  }

  /** The span context of a {@code traceparent}; invalid if it is malformed. */
  static SpanContext named(String parent) {
    Headers headers = new org.apache.kafka.common.header.internals.RecordHeaders();
    set(headers, TraceHeaders.PARENT, parent);
    return sender(headers);
  }

  private static void set(Headers headers, String name, String value) {
    headers.add(name, value.getBytes(StandardCharsets.UTF_8));
  }

  private static String text(Header header) {
    return header == null || header.value() == null || header.value().length > LONGEST
        ? null
        : new String(header.value(), StandardCharsets.UTF_8);
  }

  private static final class Getter implements TextMapGetter<Headers> {

    @Override
    public Iterable<String> keys(Headers headers) {
      List<String> keys = new ArrayList<>();
      headers.forEach(header -> keys.add(header.key()));
      return keys;
    }

    @Override
    public String get(Headers headers, String name) {
      return headers == null ? null : text(headers.lastHeader(name));
    }
  }
}
