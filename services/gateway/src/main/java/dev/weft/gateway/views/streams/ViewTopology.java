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
 * Image topics to views: one processor over all of them, so that the records of an image meet in
 * one task, whatever their order. Stores: {@link #VIEWS}, image id to {@link ImageView}, and {@link
 * ViewOrigins} beside them; {@link #INDEX}, ordered keys of {@link IndexKeys} to nothing.
 *
 * <p>Both stores have changelogs; processing is at least once, which is exact here because merging
 * is idempotent and readers check index entries against the views.
 */
public final class ViewTopology {

  public static final String VIEWS = "image-views";
  public static final String INDEX = "image-index";

  private static final String MERGE = "merge";

  private ViewTopology() {}

  /**
   * The topology.
   *
   * @param topics source topics with as many partitions each
   * @param decoder bytes to events
   * @param ended is told of each image whose view ends
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
