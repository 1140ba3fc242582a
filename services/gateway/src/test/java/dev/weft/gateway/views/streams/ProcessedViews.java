package dev.weft.gateway.views.streams;

import dev.weft.events.WeftEvent;
import dev.weft.events.catalog.EventType;
import dev.weft.events.kafka.EventCodec;
import dev.weft.gateway.topics.ImageTopics;
import dev.weft.kafka.streams.BoundedRocksDb;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Properties;
import java.util.concurrent.atomic.LongAdder;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.Serde;
import org.apache.kafka.common.serialization.Serdes;
import org.apache.kafka.common.utils.Bytes;
import org.apache.kafka.streams.KeyValue;
import org.apache.kafka.streams.StreamsConfig;
import org.apache.kafka.streams.processor.TaskId;
import org.apache.kafka.streams.processor.api.MockProcessorContext;
import org.apache.kafka.streams.processor.api.Record;
import org.apache.kafka.streams.state.KeyValueIterator;
import org.apache.kafka.streams.state.KeyValueStore;
import org.apache.kafka.streams.state.Stores;

/**
 * The processor of one partition with its stores on disk. Fast enough for many images, since it has
 * no changelogs and does not commit after each record.
 */
final class ProcessedViews implements AutoCloseable {

  private final LongAdder ended = new LongAdder();
  private final MockProcessorContext<Void, Void> context;
  private final KeyValueStore<String, byte[]> views;
  private final KeyValueStore<Bytes, byte[]> index;
  private final ViewProcessor processor;
  private Instant now;
  private long offset;

  ProcessedViews(Path dir, ViewRetention retention, Instant now) {
    this.now = now;
    Properties settings = new Properties();
    settings.put(StreamsConfig.APPLICATION_ID_CONFIG, "test");
    settings.put(StreamsConfig.BOOTSTRAP_SERVERS_CONFIG, "unused:1");
    settings.put(StreamsConfig.ROCKSDB_CONFIG_SETTER_CLASS_CONFIG, BoundedRocksDb.class);
    settings.put(BoundedRocksDb.MEMORY_BYTES, 16L << 20);
    context = new MockProcessorContext<>(settings, new TaskId(0, 0), dir.toFile());
    context.setCurrentSystemTimeMs(now.toEpochMilli());
    views = store(ViewTopology.VIEWS, Serdes.String());
    index = store(ViewTopology.INDEX, Serdes.Bytes());
    processor =
        new ViewProcessor(ImageTopics.ALL, new ImageTopics(new EventCodec()), retention, ended);
    processor.init(context);
  }

  private <K> KeyValueStore<K, byte[]> store(String name, Serde<K> keys) {
    KeyValueStore<K, byte[]> store =
        Stores.keyValueStoreBuilder(Stores.persistentKeyValueStore(name), keys, Serdes.ByteArray())
            .withLoggingDisabled()
            .build();
    store.init(context.getStateStoreContext(), store);
    context.addStateStore(store);
    return store;
  }

  /** Publishes an event in a record with another timestamp. */
  void publish(WeftEvent event, Instant timestamp) {
    ProducerRecord<String, byte[]> record = TestViews.record(event);
    context.setRecordMetadata(EventType.of(event.getClass()).topic(), 0, offset++);
    processor.process(
        new Record<>(record.key(), record.value(), timestamp.toEpochMilli(), record.headers()));
  }

  /** Advances the clock and runs one round of the expiry. */
  void pass(Duration time) {
    now = now.plus(time);
    context.setCurrentSystemTimeMs(now.toEpochMilli());
    context
        .scheduledPunctuators()
        .forEach(round -> round.getPunctuator().punctuate(now.toEpochMilli()));
  }

  Instant now() {
    return now;
  }

  PartitionReader reader() {
    return new PartitionReader(0, views, index);
  }

  /** Copies all views into empty stores, and returns the number of entries of the index. */
  long copyTo(Path dir) {
    long entries = 0;
    try (ProcessedViews copy = new ProcessedViews(dir, ViewRetention.FOR_EVER, now);
        KeyValueIterator<String, byte[]> ofViews = views.all();
        KeyValueIterator<Bytes, byte[]> ofIndex = index.all()) {
      while (ofViews.hasNext()) {
        KeyValue<String, byte[]> entry = ofViews.next();
        copy.views.put(entry.key, entry.value);
      }
      for (; ofIndex.hasNext(); entries++) {
        KeyValue<Bytes, byte[]> entry = ofIndex.next();
        copy.index.put(entry.key, entry.value);
      }
    }
    return entries;
  }

  @Override
  public void close() {
    views.close();
    index.close();
  }
}
