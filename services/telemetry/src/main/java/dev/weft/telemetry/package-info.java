/**
 * Tracing of events from record to record, and the log fields that name an image, version or
 * training. Only this package creates spans and reads or writes trace contexts in records.
 */
package dev.weft.telemetry;
