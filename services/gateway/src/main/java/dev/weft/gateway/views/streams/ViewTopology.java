package dev.weft.gateway.views.streams;

import dev.weft.gateway.topics.RecordDecoder;
import dev.weft.gateway.views.ImageView;
import java.util.List;
import java.util.concurrent.atomic.LongAdder;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.Serdes;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.apache.kafka.streams.Topology;
import org.apache.kafka.streams.state.Stores;

/**
 * The topology from image topics to views: one processor over all topics, so that all records of an
 * image are processed by one task, whatever their order. Stores: {@link #VIEWS}, image id to {@link
 * ImageView}, with {@link ViewOrigins} beside them; {@link #INDEX}, ordered keys of {@link
 * IndexKeys} without values.
 *
 * <p>Both stores have changelogs. Processing is at least once, which is sufficient since merging is
 * idempotent and readers check index entries against the views.
 */
public final class ViewTopology {

  public static final String VIEWS = "image-views";
  public static final String INDEX = "image-index";

  private static final String MERGE = "merge";

  private ViewTopology() {}

  /**
   * Builds the topology.
   *
   * @param topics source topics, all with the same number of partitions
   * @param decoder from bytes to events
   * @param ended counts images whose view expires
   */
  static Topology of(
      List<String> topics, RecordDecoder decoder, ViewRetention retention, LongAdder ended) {
    Topology topology = new Topology();
    for (String topic : topics) {
      topology.addSource(topic, new StringDeserializer(), new ByteArrayDeserializer(), topic);
    }
    topology.addProcessor(
        MERGE,
        () -> new ViewProcessor(topics, decoder, retention, ended),
        topics.toArray(String[]::new));
    topology.addStateStore(
        Stores.keyValueStoreBuilder(
            Stores.persistentKeyValueStore(VIEWS), Serdes.String(), Serdes.ByteArray()),
        MERGE);
    topology.addStateStore(
        Stores.keyValueStoreBuilder(
            Stores.persistentKeyValueStore(INDEX), Serdes.Bytes(), Serdes.ByteArray()),
        MERGE);
    return topology;
  }
}
