package dev.weft.gateway.views.streams;

import static dev.weft.gateway.Events.classified;
import static dev.weft.gateway.Events.labeled;
import static dev.weft.gateway.Events.rejected;
import static dev.weft.gateway.Events.uploaded;
import static org.assertj.core.api.Assertions.assertThat;

import dev.weft.events.WeftEvent;
import dev.weft.events.catalog.Topics;
import dev.weft.gateway.views.ImageFilter;
import dev.weft.gateway.views.ImageState;
import dev.weft.gateway.views.ImageView;
import dev.weft.gateway.views.LabelCounts;
import dev.weft.gateway.views.PagePosition;
import dev.weft.gateway.views.ViewSlice;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.streams.TestInputTopic;
import org.apache.kafka.streams.test.TestRecord;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ViewTopologyTest {

  private static final ImageFilter ALL = new ImageFilter.All();

  @TempDir Path dir;
  private TestViews views;

  @BeforeEach
  void open() {
    views = new TestViews(dir, ViewRetention.FOR_EVER);
  }

  @AfterEach
  void close() {
    views.close();
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
    views.unlabel(imageId);
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
    TestInputTopic<String, byte[]> uploads = views.input(Topics.IMAGES_UPLOADED);
    uploads.pipeInput("a", "no JSON".getBytes(StandardCharsets.UTF_8));
    uploads.pipeInput("a", (byte[]) null);
    ProducerRecord<String, byte[]> record = TestViews.record(uploaded("a", 1));
    uploads.pipeInput(new TestRecord<>("b", record.value(), record.headers()));

    assertThat(list(ALL)).isEmpty();
    assertThat(views.refused()).isEqualTo(3);
  }

  @Test
  void an_index_entry_that_a_crash_left_behind_is_not_listed() {
    publish(uploaded("a", 1));
    publish(classified("a", "shirt", 2));
    ImageView before = ViewMerge.of(uploaded("a", 1)).orElseThrow();
    IndexKeys.of(before).forEach(key -> views.index().put(key, new byte[] {1}));

    assertThat(list(ImageState.UPLOADED)).isEmpty();
  }

  @Test
  void an_index_entry_that_a_crash_lost_comes_back_with_the_repeated_record() {
    publish(uploaded("a", 1));
    ImageView view = ViewMerge.of(uploaded("a", 1)).orElseThrow();
    IndexKeys.of(view).forEach(key -> views.index().delete(key));

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
    views.store().delete(ViewOrigins.key(Topics.IMAGES_UPLOADED));

    assertThat(origins().older()).isTrue();
    assertThat(origins().first(Topics.IMAGES_LABELED)).hasValue(0);
  }

  private ViewOrigins origins() {
    return ViewOrigins.of(views.store());
  }

  private void publish(WeftEvent event) {
    views.publish(event);
  }

  private PartitionReader reader() {
    return views.reader();
  }

  private List<String> list(ImageState state) {
    return list(new ImageFilter.InState(state));
  }

  private List<String> list(ImageFilter filter) {
    return views.list(filter);
  }

  private static List<String> ids(ViewSlice slice) {
    return slice.images().stream().map(ImageView::imageId).toList();
  }
}
