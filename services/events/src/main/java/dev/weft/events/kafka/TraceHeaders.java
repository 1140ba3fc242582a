package dev.weft.events.kafka;

/**
 * In which trace a record was written, where traces are on: <a
 * href="https://www.w3.org/TR/trace-context/">W3C Trace Context</a> in its headers. Optional; what
 * is not of that form counts as none.
 */
public final class TraceHeaders {
  public static final String PARENT = "traceparent";
  public static final String STATE = "tracestate";

  private TraceHeaders() {}
}
