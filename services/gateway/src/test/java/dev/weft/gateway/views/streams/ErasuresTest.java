package dev.weft.gateway.views.streams;

import static dev.weft.gateway.Events.at;
import static dev.weft.gateway.Events.classified;
import static dev.weft.gateway.Events.labeled;
import static dev.weft.gateway.Events.rejected;
import static dev.weft.gateway.Events.uploaded;
import static org.assertj.core.api.Assertions.assertThat;

import dev.weft.events.image.ErasureSource;
import dev.weft.events.image.ImageErased;
import dev.weft.events.image.ImageUploaded;
import dev.weft.events.image.ObjectRef;
import dev.weft.gateway.views.ImageFilter;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.apache.kafka.common.utils.Bytes;
import org.apache.kafka.streams.state.KeyValueIterator;
import org.apache.kafka.streams.state.KeyValueStore;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ErasuresTest {

  private static final ImageFilter ALL = new ImageFilter.All();
  private static final Duration MONTH = Duration.ofDays(30);

  @TempDir Path dir;
  private TestViews views;

  @BeforeEach
  void open() {
    views = new TestViews(dir, new ViewRetention(MONTH, null));
  }

  @AfterEach
  void close() {
    views.close();
  }

  @Test
  void anErasedImageIsInNoListAndOnlyThatItWasErasedIsRemembered() {
    views.publish(uploaded("a", 1));
    views.publish(classified("a", "shirt", 2));
    views.publish(labeled("a", "hat", 3));
    views.publish(uploaded("b", 1));

    views.publish(asked("a", 4));

    assertThat(views.reader().get("a")).isEmpty();
    assertThat(views.list(ALL)).containsExactly("b");
    assertThat(views.list(new ImageFilter.Predicted("shirt"))).isEmpty();
    assertThat(views.reader().labels().labeled()).isZero();
    assertThat(views.reader().erasure("a")).hasValue(asked("a", 4));
    assertThat(views.reader().erasure("b")).isEmpty();
  }

  @Test
  void noLateOrRepeatedRecordBringsItBack() {
    views.publish(uploaded("a", 1));
    views.publish(asked("a", 4));

    views.publish(uploaded("a", 1));
    views.publish(classified("a", "shirt", 5));
    views.publish(rejected("a", 5));
    views.publish(labeled("a", "hat", 6));
    views.unlabel("a");

    assertThat(views.reader().get("a")).isEmpty();
    assertThat(views.list(ALL)).isEmpty();
  }

  @Test
  void oneWhoseRecordsComeAfterItsErasureNeverAppears() {
    views.publish(done("a", 4, 5));
    views.publish(uploaded("a", 1));

    assertThat(views.reader().get("a")).isEmpty();
    assertThat(views.reader().erasure("a")).hasValue(done("a", 4, 5));
  }

  @Test
  void anErasureIsUnfinishedUntilItIsDoneAndStaysDoneWhenItIsAskedForAgain() {
    views.publish(asked("a", 4));
    views.publish(asked("b", 4));
    assertThat(views.reader().unfinishedErasures(id -> true, 10))
        .containsExactly(asked("a", 4), asked("b", 4));
    assertThat(views.reader().unfinishedErasures(id -> true, 1)).hasSize(1);

    views.publish(done("a", 4, 5));
    views.publish(asked("a", 6));

    assertThat(views.reader().unfinishedErasures(id -> true, 10)).containsExactly(asked("b", 4));
    assertThat(views.reader().erasure("a")).hasValue(done("a", 4, 5));
  }

  @Test
  void ofOneThatCouldNotBeCarriedOutTheNewestReasonCountsUntilItIsDone() {
    views.publish(asked("a", 4));
    views.publish(asked("a", 4).failed(new ImageErased.Failure(at(6), "AccessDenied")));
    views.publish(asked("a", 4).failed(new ImageErased.Failure(at(5), "an older reason")));
    views.publish(asked("a", 7));

    assertThat(views.reader().erasure("a").orElseThrow().failure().detail())
        .isEqualTo("AccessDenied");
    assertThat(views.reader().unfinishedErasures("b"::equals, 10)).isEmpty();
    assertThat(views.reader().unfinishedErasures("a"::equals, 10)).hasSize(1);

    views.publish(done("a", 4, 8));
    views.publish(asked("a", 4).failed(new ImageErased.Failure(at(9), "from another gateway")));

    assertThat(views.reader().erasure("a")).hasValue(done("a", 4, 8));
  }

  @Test
  void ofTwoWhoAskTheFirstOneAsked() {
    views.publish(asked("a", 6));
    views.publish(asked("a", 4));

    assertThat(views.reader().erasure("a").orElseThrow().erasedAt()).isEqualTo(at(4));
  }

  @Test
  void whatIsRememberedOfItEndsWithTheRetentionAndLeavesNothingThatNamesIt() {
    views.publish(uploaded("shirt-17", 1));
    views.publish(labeled("shirt-17", "hat", 2));
    views.publish(asked("shirt-17", 4));
    views.publish(done("shirt-17", 4, 5));
    views.pass(MONTH.minus(Duration.ofMinutes(5)));
    assertThat(views.reader().erasure("shirt-17")).isPresent();

    views.pass(Duration.ofMinutes(10));

    assertThat(views.reader().erasure("shirt-17")).isEmpty();
    assertNamesNowhere("shirt-17");
    assertThat(views.ended()).isZero();
  }

  @Test
  void oneThatIsNotDoneIsRememberedBeyondIt() {
    views.publish(asked("a", 4));
    views.pass(MONTH.plusDays(1));
    assertThat(views.reader().unfinishedErasures(id -> true, 10)).hasSize(1);

    views.publish(done("a", 4, 5));
    views.pass(MONTH.minus(Duration.ofMinutes(5)));
    assertThat(views.reader().erasure("a")).isPresent();
    views.pass(Duration.ofMinutes(10));

    assertThat(views.reader().erasure("a")).isEmpty();
  }

  @Test
  void thoseThatCameWhileNothingEndedEndToo() {
    close();
    views = new TestViews(dir, ViewRetention.FOR_EVER);
    views.publish(done("a", 4, 5));
    ViewExpiry later =
        new ViewExpiry(
            new ViewRetention(MONTH, null),
            views.store(),
            views.index(),
            () -> {},
            new java.util.concurrent.atomic.LongAdder(),
            views.now().toEpochMilli());

    long over = views.now().plus(MONTH).plus(Duration.ofHours(1)).toEpochMilli();
    later.round(views.now().toEpochMilli());
    for (int i = 0; i < 3; i++) {
      later.round(over);
    }

    assertThat(views.reader().erasure("a")).isEmpty();
  }

  @Test
  void theImagesOfAnObjectsKeyAreKnownUntilTheyAreErased() {
    ImageUploaded first = put("s3-1", "images/x.jpg");
    views.publish(first);
    views.publish(put("s3-2", "images/x.jpg"));
    views.publish(put("s3-3", "images/x.jpg.png"));
    views.publish(uploaded("a", 1));

    assertThat(views.reader().imagesAt("images/x.jpg")).containsExactly("s3-1", "s3-2");
    assertThat(views.reader().imagesAt("uploads/a")).isEmpty();

    views.publish(asked("s3-1", 4));

    assertThat(views.reader().imagesAt("images/x.jpg")).containsExactly("s3-2");
  }

  private static ImageUploaded put(String id, String key) {
    return new ImageUploaded(
        id, new ObjectRef("weft", key, 3, null), "image/jpeg", at(1), null, Map.of());
  }

  private void assertNamesNowhere(String imageId) {
    KeyValueStore<String, byte[]> store = views.store();
    try (KeyValueIterator<String, byte[]> all = store.all()) {
      all.forEachRemaining(
          each -> {
            assertThat(each.key).doesNotContain(imageId);
            assertThat(new String(each.value, java.nio.charset.StandardCharsets.ISO_8859_1))
                .doesNotContain(imageId);
          });
    }
    try (KeyValueIterator<Bytes, byte[]> all = views.index().all()) {
      all.forEachRemaining(
          each ->
              assertThat(new String(each.key.get(), java.nio.charset.StandardCharsets.ISO_8859_1))
                  .doesNotContain(imageId));
    }
  }

  private static ImageErased asked(String id, long second) {
    return new ImageErased(id, uploaded(id, 1).object(), ErasureSource.REQUEST, "ann", at(second));
  }

  private static ImageErased done(String id, long second, long doneSecond) {
    return asked(id, second)
        .completed(
            new ImageErased.Completed(
                at(doneSecond), List.of("uploads/" + id), List.of(), List.of()));
  }
}
