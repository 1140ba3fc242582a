package dev.weft.rollout.measure;

import static org.assertj.core.api.Assertions.assertThat;

import dev.weft.events.WeftEvent;
import dev.weft.events.catalog.EventType;
import dev.weft.events.catalog.Topics;
import dev.weft.events.kafka.CloudEvent;
import dev.weft.events.kafka.Decoded;
import dev.weft.events.kafka.EventCodec;
import dev.weft.events.model.ModelMeasured;
import dev.weft.kafka.streams.BoundedRocksDb;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Iterator;
import java.util.Properties;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.apache.kafka.streams.KeyValue;
import org.apache.kafka.streams.StreamsConfig;
import org.apache.kafka.streams.Topology;
import org.apache.kafka.streams.TopologyTestDriver;
import org.apache.kafka.streams.kstream.Windowed;
import org.apache.kafka.streams.processor.TaskId;
import org.apache.kafka.streams.processor.api.MockProcessorContext;
import org.apache.kafka.streams.processor.api.Processor;
import org.apache.kafka.streams.processor.api.Record;
import org.apache.kafka.streams.state.KeyValueIterator;
import org.apache.kafka.streams.state.StoreBuilder;
import org.apache.kafka.streams.state.WindowStore;

/**
 * The measurement of one partition with its stores on disk, and the view of its reports in memory.
 * Fast enough for many images, since it has no changelogs and does not commit after each record.
 */
final class ProcessedMeasures implements AutoCloseable {

  private static final EventCodec CODEC = new EventCodec();
  private static final Duration EMIT = Duration.ofSeconds(1);

  /** {@code weft.rollout.windows-memory}. */
  private static final long WINDOWS_MEMORY = 64L << 20;

  private final Windows windows;
  private final TopologyTestDriver driver;
  private final MockProcessorContext<String, byte[]> context;
  private final WindowStore<String, byte[]> traces;
  private final WindowStore<String, byte[]> tallies;
  private final MeasureProcessor processor;
  private final Measurements measurements;
  private Instant now;
  private long offset;

  ProcessedMeasures(Path dir, Windows windows, Instant start) {
    this.windows = windows;
    now = start;
    measurements = new Measurements(windows.remember(), WINDOWS_MEMORY, () -> now);
    Properties settings = new Properties();
    settings.put(StreamsConfig.APPLICATION_ID_CONFIG, "test");
    settings.put(StreamsConfig.BOOTSTRAP_SERVERS_CONFIG, "unused:1");
    settings.put(StreamsConfig.STATE_DIR_CONFIG, dir.toString());
    settings.put(StreamsConfig.ROCKSDB_CONFIG_SETTER_CLASS_CONFIG, BoundedRocksDb.class);
    settings.put(BoundedRocksDb.MEMORY_BYTES, 16L << 20);
    driver = new TopologyTestDriver(stores(), settings, start);
    traces = driver.getWindowStore(MeasureTopology.TRACES);
    tallies = driver.getWindowStore(MeasureTopology.TALLIES);
    context = new MockProcessorContext<>(settings, new TaskId(0, 0), dir.toFile());
    context.setCurrentSystemTimeMs(now.toEpochMilli());
    context.addStateStore(traces);
    context.addStateStore(tallies);
    context.addStateStore(driver.getKeyValueStore(MeasureTopology.UNREPORTED));
    processor = new MeasureProcessor(CODEC, windows, EMIT);
    processor.init(context);
  }

  /** The stores of {@link MeasureTopology} and a processor that has them, but does nothing. */
  private Topology stores() {
    return new Topology()
        .addSource("images", new StringDeserializer(), new ByteArrayDeserializer(), "images")
        .addProcessor("idle", Idle::new, "images")
        .addStateStore(windowed(MeasureTopology.TRACES), "idle")
        .addStateStore(windowed(MeasureTopology.TALLIES), "idle")
        .addStateStore(MeasureTopology.unreported().withLoggingDisabled(), "idle");
  }

  private StoreBuilder<?> windowed(String name) {
    return MeasureTopology.windowed(name, windows).withCachingDisabled().withLoggingDisabled();
  }

  void publish(WeftEvent event) {
    ProducerRecord<String, byte[]> record = CODEC.encode(event, CloudEvent.of(event, "/test"));
    context.setRecordMetadata(EventType.of(event.getClass()).topic(), 0, offset++);
    processor.process(
        new Record<>(record.key(), record.value(), now.toEpochMilli(), record.headers()));
  }

  /** Advances the clock, and reports the cells that have changed. */
  void pass(Duration time) {
    now = now.plus(time);
    context.setCurrentSystemTimeMs(now.toEpochMilli());
    context
        .scheduledPunctuators()
        .forEach(each -> each.getPunctuator().punctuate(now.toEpochMilli()));
    context.forwarded().forEach(each -> accept(each.record()));
    context.resetForwards();
  }

  private void accept(Record<? extends String, ? extends byte[]> report) {
    ConsumerRecord<String, byte[]> record =
        new ConsumerRecord<>(Topics.MODELS_MEASURED, 0, 0, report.key(), report.value());
    report.headers().forEach(record.headers()::add);
    Decoded<ModelMeasured> decoded = CODEC.decode(record, ModelMeasured.class);
    assertThat(decoded).isInstanceOf(Decoded.Valid.class);
    measurements.accept(((Decoded.Valid<ModelMeasured>) decoded).event());
  }

  Instant now() {
    return now;
  }

  Measurements measurements() {
    return measurements;
  }

  /** Number of entries about images. */
  long images() {
    return size(traces.all());
  }

  /** Number of windows, of all versions and roles. */
  long cells() {
    return size(tallies.all());
  }

  private static long size(KeyValueIterator<?, ?> entries) {
    try (entries) {
      long size = 0;
      for (Iterator<?> each = entries; each.hasNext(); each.next()) {
        size++;
      }
      return size;
    }
  }

  /** Copies the stores into empty ones, as a restoration from compacted changelogs does. */
  void copyTo(Path dir) {
    try (ProcessedMeasures copy = new ProcessedMeasures(dir, windows, now)) {
      copy(traces, copy.traces);
      copy(tallies, copy.tallies);
    }
  }

  private static void copy(WindowStore<String, byte[]> from, WindowStore<String, byte[]> to) {
    try (KeyValueIterator<Windowed<String>, byte[]> entries = from.all()) {
      while (entries.hasNext()) {
        KeyValue<Windowed<String>, byte[]> entry = entries.next();
        to.put(entry.key.key(), entry.value, entry.key.window().start());
      }
    }
  }

  @Override
  public void close() {
    driver.close();
  }

  /** Leaves the stores to the measurement, which is called without the driver. */
  private static final class Idle implements Processor<String, byte[], Void, Void> {
    @Override
    public void process(Record<String, byte[]> record) {
      throw new AssertionError(record);
    }
  }
}
