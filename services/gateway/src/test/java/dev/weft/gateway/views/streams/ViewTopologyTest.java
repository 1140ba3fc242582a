package dev.weft.gateway.views.streams;

import static dev.weft.gateway.Events.at;
import static dev.weft.gateway.Events.classified;
import static dev.weft.gateway.Events.labeled;
import static dev.weft.gateway.Events.rejected;
import static dev.weft.gateway.Events.uploaded;
import static org.assertj.core.api.Assertions.assertThat;

import dev.weft.events.WeftEvent;
import dev.weft.events.catalog.EventType;
import dev.weft.events.catalog.Topics;
import dev.weft.events.kafka.CloudEvent;
import dev.weft.events.kafka.EventCodec;
import dev.weft.gateway.topics.ImageTopics;
import dev.weft.gateway.views.ImageFilter;
import dev.weft.gateway.views.ImageState;
import dev.weft.gateway.views.ImageView;
import dev.weft.gateway.views.LabelCounts;
import dev.weft.gateway.views.PagePosition;
import dev.weft.gateway.views.ViewSlice;
import dev.weft.kafka.streams.BoundedRocksDb;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.Set;
import java.util.concurrent.atomic.LongAdder;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.apache.kafka.common.utils.Bytes;
import org.apache.kafka.streams.StreamsConfig;
import org.apache.kafka.streams.TestInputTopic;
import org.apache.kafka.streams.TopologyTestDriver;
import org.apache.kafka.streams.state.KeyValueStore;
import org.apache.kafka.streams.test.TestRecord;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ViewTopologyTest {

  private static final EventCodec CODEC = new EventCodec();
  private static final ImageFilter ALL = new ImageFilter.All();
  private static final Instant START = Instant.parse("2026-01-01T00:00:00Z");
  private static final Duration MONTH = Duration.ofDays(30);

  @TempDir Path dir;
  private final ImageTopics topics = new ImageTopics(CODEC);
  private final LongAdder ended = new LongAdder();
  private Instant now = START;
  private Properties settings;
  private TopologyTestDriver driver;

  private TopologyTestDriver driver(ViewRetention retention) {
    return new TopologyTestDriver(
        ViewTopology.of(ImageTopics.ALL, topics, retention, ended), settings, START);
  }

  @BeforeEach
  void open() {
    settings = new Properties();
    settings.put(StreamsConfig.APPLICATION_ID_CONFIG, "test");
    settings.put(StreamsConfig.BOOTSTRAP_SERVERS_CONFIG, "unused:1");
    settings.put(StreamsConfig.STATE_DIR_CONFIG, dir.toString());
    settings.put(StreamsConfig.ROCKSDB_CONFIG_SETTER_CLASS_CONFIG, BoundedRocksDb.class);
    settings.put(BoundedRocksDb.MEMORY_BYTES, 16L << 20);
    driver = driver(ViewRetention.FOR_EVER);
  }

  @AfterEach
  void close() {
    driver.close();
  }

  @Test
  void an_image_moves_from_list_to_list() {
    publish(uploaded("a", 1));
    assertThat(list(ImageState.UPLOADED)).containsExactly("a");

    publish(classified("a", "shirt", 2));

    assertThat(list(ImageState.UPLOADED)).isEmpty();
    assertThat(list(ImageState.CLASSIFIED)).containsExactly("a");
    assertThat(list(new ImageFilter.Predicted("shirt"))).containsExactly("a");
    assertThat(list(ALL)).containsExactly("a");
  }

  @Test
  void an_answer_that_comes_before_its_upload_waits_for_it() {
    publish(classified("a", "shirt", 2));
    publish(uploaded("a", 1));

    assertThat(reader().get("a").orElseThrow().uploaded()).isEqualTo(uploaded("a", 1));
    assertThat(list(ALL)).containsExactly("a");
    assertThat(list(ImageState.CLASSIFIED)).containsExactly("a");
  }

  @Test
  void an_earlier_answer_moves_the_image_to_its_label() {
    publish(uploaded("a", 1));
    publish(classified("a", "shirt", 5));
    publish(classified("a", "hat", 4));

    assertThat(list(new ImageFilter.Predicted("shirt"))).isEmpty();
    assertThat(list(new ImageFilter.Predicted("hat"))).containsExactly("a");
  }

  @Test
  void the_last_label_of_the_topic_counts_whatever_its_clock_said() {
    publish(uploaded("a", 1));
    publish(labeled("a", "hat", 9));
    publish(labeled("a", "shirt", 5));

    assertThat(list(new ImageFilter.Labeled("hat"))).isEmpty();
    assertThat(list(new ImageFilter.Labeled("shirt"))).containsExactly("a");
    assertThat(reader().get("a").orElseThrow().uploaded()).isEqualTo(uploaded("a", 1));
    assertThat(list(ImageState.UPLOADED)).containsExactly("a");
  }

  @Test
  void labels_are_counted_as_they_come_and_go() {
    publish(labeled("a", "hat", 1));
    publish(labeled("b", "hat", 1));
    publish(labeled("c", "Schürze", 1));
    publish(labeled("b", "shirt", 2));
    publish(labeled("d", "shirt", 2));
    unlabel("d");

    assertThat(reader().labels())
        .isEqualTo(new LabelCounts(Set.of(0), Map.of("hat", 1L, "shirt", 1L, "Schürze", 1L), 3));
  }

  @Test
  void a_label_that_is_taken_back_is_gone_and_remembered_as_taken_back() {
    publish(uploaded("a", 1));
    publish(labeled("a", "hat", 2));
    unlabel("a");
    unlabel("never-heard-of");

    assertThat(list(new ImageFilter.Labeled("hat"))).isEmpty();
    assertThat(list(ALL)).containsExactly("a");
    assertThat(reader().get("a").orElseThrow().labelRemoved()).isTrue();

    publish(labeled("a", "shirt", 3));
    assertThat(list(new ImageFilter.Labeled("shirt"))).containsExactly("a");
    assertThat(reader().get("a").orElseThrow().labelRemoved()).isFalse();
  }

  @Test
  void an_image_of_which_only_the_label_is_left_is_listed_until_that_is_taken_back() {
    publish(labeled("old", "hat", 2));
    assertThat(list(ALL)).containsExactly("old");
    assertThat(list(ImageState.UPLOADED)).containsExactly("old");

    unlabel("old");

    assertThat(list(ALL)).isEmpty();
    assertThat(reader().get("old")).isEmpty();
  }

  private void unlabel(String imageId) {
    input(Topics.IMAGES_LABELED).pipeInput(imageId, (byte[]) null);
  }

  @Test
  void lists_are_newest_first_and_paged() {
    for (int i = 0; i < 7; i++) {
      publish(uploaded("image-" + i, i));
    }
    publish(rejected("image-3", 9));

    ViewSlice first = reader().list(ALL, null, 3);
    ViewSlice second = reader().list(ALL, PagePosition.ofCursor(first.next()).orElseThrow(), 3);
    ViewSlice third = reader().list(ALL, PagePosition.ofCursor(second.next()).orElseThrow(), 3);

    assertThat(ids(first)).containsExactly("image-6", "image-5", "image-4");
    assertThat(ids(second)).containsExactly("image-3", "image-2", "image-1");
    assertThat(ids(third)).containsExactly("image-0");
    assertThat(third.next()).isNull();
    assertThat(list(ImageState.REJECTED)).containsExactly("image-3");
  }

  @Test
  void records_that_are_no_events_or_lie_under_another_key_are_passed_over() {
    input(Topics.IMAGES_UPLOADED).pipeInput("a", "no JSON".getBytes(StandardCharsets.UTF_8));
    input(Topics.IMAGES_UPLOADED).pipeInput("a", (byte[]) null);
    ProducerRecord<String, byte[]> record =
        CODEC.encode(uploaded("a", 1), CloudEvent.of(uploaded("a", 1), "/test"));
    input(Topics.IMAGES_UPLOADED)
        .pipeInput(new TestRecord<>("b", record.value(), record.headers()));

    assertThat(list(ALL)).isEmpty();
    assertThat(topics.refused()).isEqualTo(3);
  }

  @Test
  void an_index_entry_that_a_crash_left_behind_is_not_listed() {
    publish(uploaded("a", 1));
    publish(classified("a", "shirt", 2));
    ImageView before = ViewMerge.of(uploaded("a", 1)).orElseThrow();
    IndexKeys.of(before)
        .forEach(key -> driver.getKeyValueStore(ViewTopology.INDEX).put(key, new byte[] {1}));

    assertThat(list(ImageState.UPLOADED)).isEmpty();
  }

  @Test
  void an_index_entry_that_a_crash_lost_comes_back_with_the_repeated_record() {
    publish(uploaded("a", 1));
    ImageView view = ViewMerge.of(uploaded("a", 1)).orElseThrow();
    IndexKeys.of(view).forEach(key -> driver.getKeyValueStore(ViewTopology.INDEX).delete(key));

    publish(uploaded("a", 1));

    assertThat(list(ALL)).containsExactly("a");
  }

  @Test
  void the_views_know_from_which_offset_of_each_topic_they_were_built() {
    assertThat(origins()).isEqualTo(new ViewOrigins(Map.of(), false));

    publish(uploaded("a", 1));
    publish(classified("a", "shirt", 2));
    publish(uploaded("b", 1));

    assertThat(origins())
        .isEqualTo(
            new ViewOrigins(
                Map.of(Topics.IMAGES_UPLOADED, 0L, Topics.IMAGES_CLASSIFIED, 0L), false));
    assertThat(origins().first(Topics.IMAGES_LABELED)).isEmpty();
  }

  @Test
  void views_of_a_release_that_did_not_know_count_as_built_from_the_beginning() {
    publish(uploaded("a", 1));
    driver.getKeyValueStore(ViewTopology.VIEWS).delete(ViewOrigins.key(Topics.IMAGES_UPLOADED));

    assertThat(origins().older()).isTrue();
    assertThat(origins().first(Topics.IMAGES_LABELED)).hasValue(0);
  }

  @Test
  void images_end_in_the_order_in_which_they_came_and_leave_nothing_behind() {
    keepFor(new ViewRetention(MONTH, null));
    publish(uploaded("a", 1));
    publish(classified("a", "shirt", 2));
    after(Duration.ofDays(10));
    publish(uploaded("b", 1));
    publish(rejected("b", 3));

    after(Duration.ofDays(20).minusMinutes(1));
    assertThat(list(ALL)).containsExactlyInAnyOrder("a", "b");

    after(Duration.ofMinutes(2));
    assertThat(list(ALL)).containsExactly("b");
    assertThat(list(new ImageFilter.Predicted("shirt"))).isEmpty();
    assertThat(reader().get("a")).isEmpty();
    assertThat(ended.sum()).isEqualTo(1);

    after(Duration.ofDays(10));
    assertThat(list(ALL)).isEmpty();
    assertThat(ended.sum()).isEqualTo(2);
    assertThat(indexEntries()).isEqualTo(1);
  }

  @Test
  void a_labeled_image_stays_until_its_label_is_taken_back_and_its_time_is_over_again() {
    keepFor(new ViewRetention(MONTH, null));
    publish(uploaded("a", 1));
    publish(labeled("a", "hat", 2));
    after(MONTH.multipliedBy(12));
    assertThat(list(new ImageFilter.Labeled("hat"))).containsExactly("a");

    unlabel("a");
    after(MONTH.minusMinutes(1));
    assertThat(list(ALL)).containsExactly("a");
    after(Duration.ofMinutes(2));
    assertThat(list(ALL)).isEmpty();
  }

  @Test
  void labels_may_have_a_time_of_their_own() {
    keepFor(new ViewRetention(MONTH, MONTH.multipliedBy(3)));
    publish(labeled("a", "hat", START.getEpochSecond() - at(0).getEpochSecond()));
    after(MONTH.multipliedBy(2));
    assertThat(list(ALL)).containsExactly("a");

    after(MONTH.plusMinutes(2));
    assertThat(list(ALL)).isEmpty();
    assertThat(indexEntries()).isEqualTo(1);
  }

  @Test
  void images_that_an_older_release_has_left_end_too() {
    for (int i = 0; i < 5; i++) {
      publish(uploaded("image-" + i, i));
    }
    KeyValueStore<String, byte[]> views = driver.getKeyValueStore(ViewTopology.VIEWS);
    KeyValueStore<Bytes, byte[]> index = driver.getKeyValueStore(ViewTopology.INDEX);
    index.delete(IndexKeys.QUEUED);
    assertThat(indexEntries()).isEqualTo(10);

    new ViewExpiry(new ViewRetention(MONTH, null), views, index, ended).round(START.toEpochMilli());

    assertThat(list(ALL)).isEmpty();
    assertThat(ended.sum()).isEqualTo(5);
  }

  private void keepFor(ViewRetention retention) {
    driver.close();
    driver = driver(retention);
  }

  private void after(Duration time) {
    driver.advanceWallClockTime(time);
    now = now.plus(time);
  }

  private int indexEntries() {
    int entries = 0;
    try (var all = driver.<Bytes, byte[]>getKeyValueStore(ViewTopology.INDEX).all()) {
      for (; all.hasNext(); all.next()) {
        entries++;
      }
    }
    return entries;
  }

  private ViewOrigins origins() {
    return ViewOrigins.of(driver.getKeyValueStore(ViewTopology.VIEWS));
  }

  private void publish(WeftEvent event) {
    ProducerRecord<String, byte[]> record = CODEC.encode(event, CloudEvent.of(event, "/test"));
    input(EventType.of(event.getClass()).topic())
        .pipeInput(new TestRecord<>(record.key(), record.value(), record.headers()));
  }

  private TestInputTopic<String, byte[]> input(String topic) {
    return driver.createInputTopic(
        topic, new StringSerializer(), new ByteArraySerializer(), now, Duration.ZERO);
  }

  private PartitionReader reader() {
    return new PartitionReader(
        0,
        driver.getKeyValueStore(ViewTopology.VIEWS),
        driver.getKeyValueStore(ViewTopology.INDEX));
  }

  private List<String> list(ImageState state) {
    return list(new ImageFilter.InState(state));
  }

  private List<String> list(ImageFilter filter) {
    return ids(reader().list(filter, null, 10));
  }

  private static List<String> ids(ViewSlice slice) {
    return slice.images().stream().map(ImageView::imageId).toList();
  }
}
