package dev.weft.gateway.views.streams;

import dev.weft.events.WeftEvent;
import dev.weft.events.catalog.EventType;
import dev.weft.events.catalog.Topics;
import dev.weft.events.kafka.CloudEvent;
import dev.weft.events.kafka.EventCodec;
import dev.weft.gateway.topics.ImageTopics;
import dev.weft.gateway.views.ImageFilter;
import dev.weft.gateway.views.ImageView;
import dev.weft.kafka.streams.BoundedRocksDb;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Properties;
import java.util.concurrent.atomic.LongAdder;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.apache.kafka.common.utils.Bytes;
import org.apache.kafka.streams.StreamsConfig;
import org.apache.kafka.streams.TestInputTopic;
import org.apache.kafka.streams.TopologyTestDriver;
import org.apache.kafka.streams.state.KeyValueIterator;
import org.apache.kafka.streams.state.KeyValueStore;
import org.apache.kafka.streams.test.TestRecord;

/** The views of one partition, without a broker, with a clock that tests advance. */
final class TestViews implements AutoCloseable {

  static final Instant START = Instant.parse("2026-01-01T00:00:00Z");

  private static final EventCodec CODEC = new EventCodec();

  private final ImageTopics topics = new ImageTopics(CODEC);
  private final LongAdder ended = new LongAdder();
  private Instant now = START;
  private final TopologyTestDriver driver;

  TestViews(Path dir, ViewRetention retention) {
    Properties settings = new Properties();
    settings.put(StreamsConfig.APPLICATION_ID_CONFIG, "test");
    settings.put(StreamsConfig.BOOTSTRAP_SERVERS_CONFIG, "unused:1");
    settings.put(StreamsConfig.STATE_DIR_CONFIG, dir.toString());
    settings.put(StreamsConfig.ROCKSDB_CONFIG_SETTER_CLASS_CONFIG, BoundedRocksDb.class);
    settings.put(BoundedRocksDb.MEMORY_BYTES, 16L << 20);
    driver =
        new TopologyTestDriver(
            ViewTopology.of(ImageTopics.ALL, topics, retention, ended), settings, START);
  }

  void publish(WeftEvent event) {
    publish(event, now);
  }

  /** Publishes an event in a record with another timestamp. */
  void publish(WeftEvent event, Instant timestamp) {
    ProducerRecord<String, byte[]> record = record(event);
    input(EventType.of(event.getClass()).topic())
        .pipeInput(new TestRecord<>(record.key(), record.value(), record.headers(), timestamp));
  }

  static ProducerRecord<String, byte[]> record(WeftEvent event) {
    return CODEC.encode(event, CloudEvent.of(event, "/test"));
  }

  void unlabel(String imageId) {
    input(Topics.IMAGES_LABELED).pipeInput(imageId, (byte[]) null);
  }

  TestInputTopic<String, byte[]> input(String topic) {
    return driver.createInputTopic(
        topic, new StringSerializer(), new ByteArraySerializer(), now, Duration.ZERO);
  }

  /** Advances the clock and commits the removal of expired views. */
  void pass(Duration time) {
    advance(time);
    advance(ViewExpiry.PAUSE);
    advance(ViewExpiry.PAUSE);
  }

  private void advance(Duration time) {
    now = now.plus(time);
    driver.advanceWallClockTime(time);
  }

  Instant now() {
    return now;
  }

  /** Number of images whose view has expired so far. */
  long ended() {
    return ended.sum();
  }

  /** Number of records so far that were not valid events. */
  long refused() {
    return topics.refused();
  }

  KeyValueStore<String, byte[]> store() {
    return driver.getKeyValueStore(ViewTopology.VIEWS);
  }

  KeyValueStore<Bytes, byte[]> index() {
    return driver.getKeyValueStore(ViewTopology.INDEX);
  }

  int indexEntries() {
    int entries = 0;
    try (KeyValueIterator<Bytes, byte[]> all = index().all()) {
      for (; all.hasNext(); all.next()) {
        entries++;
      }
    }
    return entries;
  }

  PartitionReader reader() {
    return new PartitionReader(0, store(), index());
  }

  List<String> list(ImageFilter filter) {
    return reader().list(filter, null, 10).images().stream().map(ImageView::imageId).toList();
  }

  @Override
  public void close() {
    driver.close();
  }
}
