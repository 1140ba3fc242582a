package dev.weft.gateway.views.streams;

import java.nio.ByteBuffer;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import org.apache.kafka.streams.KeyValue;
import org.apache.kafka.streams.state.KeyValueIterator;
import org.apache.kafka.streams.state.ReadOnlyKeyValueStore;

/**
 * The first offset of each topic from which a partition's views were built. Stored among the views,
 * under keys that no image has, and so lost together with them: a store that was lost while the
 * group's offsets were kept starts in the middle of its topics.
 *
 * @param first the first offset of each topic that the views contain; without topics of which no
 *     record was seen
 * @param older whether the views were built by a release that did not store this
 */
record ViewOrigins(Map<String, Long> first, boolean older) {

  private static final String PREFIX = "\u0000first-offset/";
  private static final String LAST = "\u0000first-offset/\uffff";

  ViewOrigins {
    first = Map.copyOf(first);
  }

  static ViewOrigins of(ReadOnlyKeyValueStore<String, byte[]> views) {
    Map<String, Long> first = new HashMap<>();
    try (KeyValueIterator<String, byte[]> entries = views.range(PREFIX, LAST)) {
      while (entries.hasNext()) {
        KeyValue<String, byte[]> entry = entries.next();
        first.put(entry.key.substring(PREFIX.length()), ByteBuffer.wrap(entry.value).getLong());
      }
    }
    return new ViewOrigins(first, first.isEmpty() && !isEmpty(views));
  }

  /**
   * The first offset of a topic that the views contain, 0 for all of it; empty if no record was
   * seen.
   */
  OptionalLong first(String topic) {
    if (older) {
      return OptionalLong.of(0);
    }
    Long offset = first.get(topic);
    return offset == null ? OptionalLong.empty() : OptionalLong.of(offset);
  }

  /** The value for complete topics, if nothing else is known. */
  static Map<String, Long> whole(List<String> topics) {
    Map<String, Long> first = new HashMap<>();
    topics.forEach(topic -> first.put(topic, 0L));
    return first;
  }

  static String key(String topic) {
    return PREFIX + topic;
  }

  static byte[] value(long offset) {
    return ByteBuffer.allocate(Long.BYTES).putLong(offset).array();
  }

  private static boolean isEmpty(ReadOnlyKeyValueStore<String, byte[]> views) {
    try (KeyValueIterator<String, byte[]> entries = views.all()) {
      return !entries.hasNext();
    }
  }
}
