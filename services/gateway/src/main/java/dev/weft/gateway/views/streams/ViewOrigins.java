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
 * From which offset of each topic on a partition's views were built. It lies in the store of the
 * views itself, under keys that no image has, and so is lost with them: a store that was lost while
 * the group's offsets were kept begins in the middle of its topics.
 *
 * @param first the first offset of each topic that the views hold; a topic of which no record has
 *     come is not there
 * @param older whether the views are of a release that did not write this down
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

  /** The first offset of a topic that the views hold, 0 for all of it; empty if none has come. */
  OptionalLong first(String topic) {
    if (older) {
      return OptionalLong.of(0);
    }
    Long offset = first.get(topic);
    return offset == null ? OptionalLong.empty() : OptionalLong.of(offset);
  }

  /** Of all these topics, when nothing else is known of them. */
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
