package dev.weft.systemtests;

import com.google.protobuf.ByteString;
import io.opentelemetry.proto.common.v1.AnyValue;
import io.opentelemetry.proto.common.v1.KeyValue;
import io.opentelemetry.proto.resource.v1.Resource;
import io.opentelemetry.proto.trace.v1.Span;
import java.time.Duration;
import java.util.HexFormat;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/** A span as the collector received it. */
record TracedSpan(Span span, Resource resource) {

  String name() {
    return span.getName();
  }

  String trace() {
    return hex(span.getTraceId());
  }

  String id() {
    return hex(span.getSpanId());
  }

  /** Id of its parent; empty for a root span. */
  String parent() {
    return hex(span.getParentSpanId());
  }

  /** Ids of the spans that it links to. */
  Set<String> links() {
    return span.getLinksList().stream()
        .map(link -> hex(link.getSpanId()))
        .collect(Collectors.toSet());
  }

  /** An attribute as text; null if the span does not have it. */
  String attribute(String name) {
    return value(span.getAttributesList(), name);
  }

  String service() {
    return value(resource.getAttributesList(), "service.name");
  }

  Duration begun() {
    return Duration.ofNanos(span.getStartTimeUnixNano());
  }

  Duration ended() {
    return Duration.ofNanos(span.getEndTimeUnixNano());
  }

  private static String value(List<KeyValue> attributes, String name) {
    for (KeyValue attribute : attributes) {
      if (attribute.getKey().equals(name)) {
        AnyValue value = attribute.getValue();
        return value.hasStringValue() ? value.getStringValue() : "" + value.getIntValue();
      }
    }
    return null;
  }

  private static String hex(ByteString bytes) {
    return HexFormat.of().formatHex(bytes.toByteArray());
  }

  @Override
  public String toString() {
    return name() + " " + trace() + "/" + id() + " of " + parent() + " " + span.getAttributesList();
  }
}
