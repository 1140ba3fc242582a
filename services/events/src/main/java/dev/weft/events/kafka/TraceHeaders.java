package dev.weft.events.kafka;

/**
 * The trace in which a record was written, if tracing is on: <a
 * href="https://www.w3.org/TR/trace-context/">W3C Trace Context</a> in its headers. Optional; a
 * malformed value counts as absent.
 */
public final class TraceHeaders {
  public static final String PARENT = "traceparent";
  public static final String STATE = "tracestate";

  private TraceHeaders() {}
}
