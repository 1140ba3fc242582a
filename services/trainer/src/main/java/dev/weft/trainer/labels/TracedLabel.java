package dev.weft.trainer.labels;

import java.util.Map;

/**
 * A label whose record carries a trace context.
 *
 * @param partition the partition of the labels' topic
 * @param offset the offset of the record
 * @param at the record's timestamp in milliseconds
 * @param parent its {@code traceparent}
 */
public record TracedLabel(int partition, long offset, long at, String parent) {

  /** Whether it is after a position in the topic; true if there is no position. */
  public boolean isAfter(Map<Integer, Long> position) {
    return offset >= position.getOrDefault(partition, 0L);
  }
}
