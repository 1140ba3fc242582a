/**
 * Traces of what becomes of an event, from record to record, and the fields that say in a log line
 * which image, version or training it is about. The one place that knows how spans are made and how
 * records carry their context.
 */
package dev.weft.telemetry;
