package dev.weft.rollout.measure;

import dev.weft.events.catalog.Topics;
import dev.weft.events.kafka.EventCodec;
import java.time.Duration;
import java.util.List;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.Serdes;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.apache.kafka.streams.Topology;
import org.apache.kafka.streams.state.KeyValueStore;
import org.apache.kafka.streams.state.StoreBuilder;
import org.apache.kafka.streams.state.Stores;
import org.apache.kafka.streams.state.WindowStore;

/**
 * The topology: one processor over all image topics, so that all records of an image are processed
 * by one task. Stores: {@link #TRACES}, image id to {@link ImageHistory}, and digests of erased
 * images' ids; {@link #TALLIES}, {@link PartitionWindow} to {@link WindowStats}; {@link
 * #UNREPORTED}, the cells that have changed. All have changelogs; the first two expire segment by
 * segment after the retention.
 */
final class MeasureTopology {

  static final String TRACES = "image-traces";
  static final String TALLIES = "model-tallies";
  static final String UNREPORTED = "unreported-tallies";

  /** Topics with outcomes of versions and labels of people; uploads concern no version. */
  static final List<String> SOURCES =
      List.of(
          Topics.IMAGES_CLASSIFIED,
          Topics.IMAGES_REJECTED,
          Topics.IMAGES_FAILED,
          Topics.IMAGES_LABELED,
          Topics.IMAGES_ERASED);

  private static final String MEASURE = "measure";
  private static final String SINK = "measured";

  private MeasureTopology() {}

  /**
   * Builds the topology.
   *
   * @param emit interval between two reports of changed measurements
   */
  static Topology of(EventCodec codec, Windows windows, Duration emit) {
    Topology topology = new Topology();
    for (String topic : SOURCES) {
      topology.addSource(topic, new StringDeserializer(), new ByteArrayDeserializer(), topic);
    }
    topology.addProcessor(
        MEASURE, () -> new MeasureProcessor(codec, windows, emit), SOURCES.toArray(String[]::new));
    topology.addStateStore(windowed(TRACES, windows), MEASURE);
    topology.addStateStore(windowed(TALLIES, windows), MEASURE);
    topology.addStateStore(unreported(), MEASURE);
    topology.addSink(
        SINK, Topics.MODELS_MEASURED, new StringSerializer(), new ByteArraySerializer(), MEASURE);
    return topology;
  }

  static StoreBuilder<WindowStore<String, byte[]>> windowed(String name, Windows windows) {
    Duration retention = windows.remember().plus(windows.length());
    return Stores.windowStoreBuilder(
            Stores.persistentWindowStore(name, retention, windows.length(), false),
            Serdes.String(),
            Serdes.ByteArray())
        .withCachingEnabled();
  }

  static StoreBuilder<KeyValueStore<String, byte[]>> unreported() {
    return Stores.keyValueStoreBuilder(
        Stores.inMemoryKeyValueStore(UNREPORTED), Serdes.String(), Serdes.ByteArray());
  }
}
