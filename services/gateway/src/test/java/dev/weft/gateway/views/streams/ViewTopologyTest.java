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
  void anImageMovesFromListToList() {
    publish(uploaded("a", 1));
    assertThat(list(ImageState.UPLOADED)).containsExactly("a");

    publish(classified("a", "shirt", 2));

    assertThat(list(ImageState.UPLOADED)).isEmpty();
    assertThat(list(ImageState.CLASSIFIED)).containsExactly("a");
    assertThat(list(new ImageFilter.Predicted("shirt"))).containsExactly("a");
    assertThat(list(ALL)).containsExactly("a");
  }

  @Test
  void anAnswerThatComesBeforeItsUploadWaitsForIt() {
    publish(classified("a", "shirt", 2));
    publish(uploaded("a", 1));

    assertThat(reader().get("a").orElseThrow().uploaded()).isEqualTo(uploaded("a", 1));
    assertThat(list(ALL)).containsExactly("a");
    assertThat(list(ImageState.CLASSIFIED)).containsExactly("a");
  }

  @Test
  void anEarlierAnswerMovesTheImageToItsLabel() {
    publish(uploaded("a", 1));
    publish(classified("a", "shirt", 5));
    publish(classified("a", "hat", 4));

    assertThat(list(new ImageFilter.Predicted("shirt"))).isEmpty();
    assertThat(list(new ImageFilter.Predicted("hat"))).containsExactly("a");
  }

  @Test
  void theLastLabelOfTheTopicCountsWhateverItsClockSaid() {
    publish(uploaded("a", 1));
    publish(labeled("a", "hat", 9));
    publish(labeled("a", "shirt", 5));

    assertThat(list(new ImageFilter.Labeled("hat"))).isEmpty();
    assertThat(list(new ImageFilter.Labeled("shirt"))).containsExactly("a");
    assertThat(reader().get("a").orElseThrow().uploaded()).isEqualTo(uploaded("a", 1));
    assertThat(list(ImageState.UPLOADED)).containsExactly("a");
  }

  @Test
  void labelsAreCountedAsTheyComeAndGo() {
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
  void aLabelThatIsTakenBackIsGoneAndRememberedAsTakenBack() {
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
  void anImageOfWhichOnlyTheLabelIsLeftIsListedUntilThatIsTakenBack() {
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
  void listsAreNewestFirstAndPaged() {
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
  void recordsThatAreNoEventsOrLieUnderAnotherKeyArePassedOver() {
    TestInputTopic<String, byte[]> uploads = views.input(Topics.IMAGES_UPLOADED);
    uploads.pipeInput("a", "no JSON".getBytes(StandardCharsets.UTF_8));
    uploads.pipeInput("a", (byte[]) null);
    ProducerRecord<String, byte[]> record = TestViews.record(uploaded("a", 1));
    uploads.pipeInput(new TestRecord<>("b", record.value(), record.headers()));

    assertThat(list(ALL)).isEmpty();
    assertThat(views.refused()).isEqualTo(3);
  }

  @Test
  void anIndexEntryThatACrashLeftBehindIsNotListed() {
    publish(uploaded("a", 1));
    publish(classified("a", "shirt", 2));
    ImageView before = ViewMerge.of(uploaded("a", 1)).orElseThrow();
    IndexKeys.of(before).forEach(key -> views.index().put(key, new byte[] {1}));

    assertThat(list(ImageState.UPLOADED)).isEmpty();
  }

  @Test
  void anIndexEntryThatACrashLostComesBackWithTheRepeatedRecord() {
    publish(uploaded("a", 1));
    ImageView view = ViewMerge.of(uploaded("a", 1)).orElseThrow();
    IndexKeys.of(view).forEach(key -> views.index().delete(key));

    publish(uploaded("a", 1));

    assertThat(list(ALL)).containsExactly("a");
  }

  @Test
  void theViewsKnowFromWhichOffsetOfEachTopicTheyWereBuilt() {
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
  void viewsOfAReleaseThatDidNotKnowCountAsBuiltFromTheBeginning() {
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
