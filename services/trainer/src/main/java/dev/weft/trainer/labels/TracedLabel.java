package dev.weft.trainer.labels;

import java.util.Map;

/**
 * A label whose record says in which trace it was given.
 *
 * @param partition of the labels' topic
 * @param offset of the record
 * @param at the record's time, milliseconds
 * @param parent its {@code traceparent}
 */
public record TracedLabel(int partition, long offset, long at, String parent) {

  /** Whether it came after a position in the topic; without one, anything did. */
  public boolean isAfter(Map<Integer, Long> position) {
    return offset >= position.getOrDefault(partition, 0L);
  }
}
