package dev.weft.gateway.views.streams;

import static dev.weft.gateway.Events.at;
import static dev.weft.gateway.Events.classified;
import static dev.weft.gateway.Events.labeled;
import static dev.weft.gateway.Events.rejected;
import static dev.weft.gateway.Events.uploaded;
import static org.assertj.core.api.Assertions.assertThat;

import dev.weft.gateway.views.ImageFilter;
import dev.weft.gateway.views.ImageView;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.atomic.LongAdder;
import org.apache.kafka.common.utils.Bytes;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ViewExpiryTest {

  private static final ImageFilter ALL = new ImageFilter.All();
  private static final Duration MONTH = Duration.ofDays(30);
  private static final ViewRetention A_MONTH = new ViewRetention(MONTH, null);
  private static final Duration MOMENT = Duration.ofMinutes(2);

  /**
   * Number of entries that remain after all images have expired: the flag for the queue's
   * completeness.
   */
  private static final int LEFT = 1;

  @TempDir Path dir;
  private final LongAdder commits = new LongAdder();
  private TestViews views;

  @BeforeEach
  void open() {
    open(A_MONTH);
  }

  private void open(ViewRetention retention) {
    close();
    views = new TestViews(dir, retention);
    views.pass(Duration.ZERO);
  }

  @AfterEach
  void close() {
    if (views != null) {
      views.close();
    }
  }

  @Test
  void imagesEndInTheOrderInWhichTheyCameAndLeaveNothingBehind() {
    views.publish(uploaded("a", 1));
    views.publish(classified("a", "shirt", 2));
    views.pass(Duration.ofDays(10));
    views.publish(uploaded("b", 1));
    views.publish(rejected("b", 3));

    views.pass(Duration.ofDays(20).minus(MOMENT));
    assertThat(views.list(ALL)).containsExactlyInAnyOrder("a", "b");

    views.pass(MOMENT);
    assertThat(views.list(ALL)).containsExactly("b");
    assertThat(views.list(new ImageFilter.Predicted("shirt"))).isEmpty();
    assertThat(views.reader().get("a")).isEmpty();
    assertThat(views.ended()).isEqualTo(1);

    views.pass(Duration.ofDays(10));
    assertThat(views.list(ALL)).isEmpty();
    assertThat(views.ended()).isEqualTo(2);
    assertThat(views.indexEntries()).isEqualTo(LEFT);
  }

  @Test
  void aLabeledImageStaysUntilItsLabelIsTakenBackAndItsTimeIsOverAgain() {
    views.publish(uploaded("a", 1));
    views.publish(labeled("a", "hat", 2));
    views.pass(MONTH.multipliedBy(12));
    assertThat(views.list(new ImageFilter.Labeled("hat"))).containsExactly("a");

    views.unlabel("a");
    views.pass(MONTH.minus(MOMENT));
    assertThat(views.list(ALL)).containsExactly("a");
    views.pass(MOMENT);
    assertThat(views.list(ALL)).isEmpty();
    assertThat(views.indexEntries()).isEqualTo(LEFT);
  }

  @Test
  void aLabelThatIsTakenBackInTimeBeginsTheTimeAgain() {
    views.publish(uploaded("a", 1));
    views.publish(labeled("a", "hat", 2));
    views.pass(Duration.ofDays(20));
    views.unlabel("a");

    views.pass(Duration.ofDays(20));
    assertThat(views.list(ALL)).containsExactly("a");
    views.pass(Duration.ofDays(11));
    assertThat(views.list(ALL)).isEmpty();
    assertThat(views.indexEntries()).isEqualTo(LEFT);
  }

  @Test
  void anImageThatComesAfterItsLabelWasTakenBackHasAllOfItsTime() {
    views.publish(labeled("a", "hat", 2));
    views.unlabel("a");
    views.pass(MONTH.minus(MOMENT));
    views.publish(uploaded("a", 1));

    views.pass(MONTH.minus(MOMENT));
    assertThat(views.list(ALL)).containsExactly("a");
    views.pass(MOMENT);
    assertThat(views.indexEntries()).isEqualTo(LEFT);
  }

  @Test
  void labelsMayHaveATimeOfTheirOwn() {
    open(new ViewRetention(MONTH, MONTH.multipliedBy(3)));
    views.publish(labeled("a", "hat", second(views.now())));
    views.pass(MONTH.multipliedBy(2));
    assertThat(views.list(ALL)).containsExactly("a");

    views.pass(MONTH);
    assertThat(views.list(ALL)).isEmpty();
    assertThat(views.indexEntries()).isEqualTo(LEFT);
  }

  @Test
  void labeledImagesThatHadNoEndGetOneWhenItIsSet() {
    views.publish(labeled("a", "hat", second(views.now())));
    views.pass(MONTH.multipliedBy(2));

    ViewExpiry later = expiry(new ViewRetention(MONTH, MONTH.multipliedBy(3)));
    long now = views.now().toEpochMilli();
    later.round(now);
    assertThat(views.list(ALL)).containsExactly("a");
    later.round(now + MONTH.toMillis());
    assertThat(views.list(ALL)).isEmpty();
  }

  @Test
  void imagesThatCameWhileNothingEndedEndToo() {
    open(ViewRetention.FOR_EVER);
    for (int i = 0; i < 5; i++) {
      views.publish(uploaded("image-" + i, i));
    }
    views.pass(MONTH.multipliedBy(2));
    assertThat(views.list(ALL)).hasSize(5);

    ViewExpiry later = expiry(A_MONTH);
    rounds(later, views.now().toEpochMilli());

    assertThat(views.list(ALL)).isEmpty();
    assertThat(views.indexEntries()).isEqualTo(LEFT);
  }

  @Test
  void whatComesLateAboutAnImageThatHasEndedEndsInItsTurn() {
    views.publish(uploaded("a", 1));
    views.pass(MONTH);
    assertThat(views.list(ALL)).isEmpty();

    views.publish(classified("a", "shirt", 2));
    views.pass(MONTH.minus(MOMENT));
    assertThat(views.list(ALL)).containsExactly("a");
    views.pass(MOMENT);

    assertThat(views.list(ALL)).isEmpty();
    assertThat(views.indexEntries()).isEqualTo(LEFT);
  }

  @Test
  void anImageIsKeptThoughTheClockOfItsRecordIsYearsBehind() {
    views.publish(uploaded("right", 1));
    views.publish(uploaded("behind", 1), views.now().minus(MONTH.multipliedBy(24)));

    views.pass(MONTH.minus(MOMENT));

    assertThat(views.list(ALL)).containsExactlyInAnyOrder("right", "behind");
  }

  @Test
  void aClockThatIsYearsAheadKeepsNoImageForLongerAndEndsNoOtherEarly() {
    views.publish(uploaded("ahead", 1), views.now().plus(MONTH.multipliedBy(24)));
    views.publish(uploaded("right", 1));

    views.pass(MONTH.minus(MOMENT));
    assertThat(views.list(ALL)).containsExactlyInAnyOrder("right", "ahead");
    views.pass(MOMENT);
    assertThat(views.list(ALL)).isEmpty();
  }

  @Test
  void viewsThatAreBuiltAgainHoldNoMoreThanTheyHeldAndKeepWholeWhatHasALabel() {
    Instant first = TestViews.START;
    Instant now = first.plus(MONTH.multipliedBy(36));
    try (ProcessedViews rebuilt = new ProcessedViews(dir.resolve("rebuilt"), A_MONTH, now)) {
      int most = 0;
      for (int hour = 0; hour < 12_000; hour++) {
        Instant then = first.plus(Duration.ofHours(hour));
        rebuilt.publish(uploaded("image-" + hour, hour), then);
        if (hour == 700) {
          rebuilt.publish(labeled("image-10", "hat", hour), then);
        }
        if (hour % 100 == 0) {
          most = Math.max(most, (int) rebuilt.reader().count(ALL));
        }
      }

      assertThat(most).isBetween(720, 720 + ViewExpiry.RECORDS);
      assertThat(rebuilt.reader().get("image-10").orElseThrow().uploaded()).isNotNull();
      assertThat(rebuilt.reader().get("image-11")).isEmpty();

      // No more records arrive, so that from now on the system time counts.
      rebuilt.pass(MOMENT);
      rebuilt.pass(MOMENT);
      assertThat(rebuilt.reader().list(ALL, null, 10).images())
          .extracting(ImageView::imageId)
          .containsExactly("image-10");
    }
  }

  @Test
  void moreThanARoundEndsByAndBy() {
    try (ProcessedViews many = new ProcessedViews(dir.resolve("many"), A_MONTH, TestViews.START)) {
      for (int i = 0; i < ViewExpiry.MOST + 10; i++) {
        many.publish(uploaded("image-" + i, i), many.now());
      }
      many.pass(MONTH);
      assertThat(many.reader().count(ALL)).isEqualTo(10);
      many.pass(ViewExpiry.PAUSE);
      assertThat(many.reader().count(ALL)).isZero();
    }
  }

  @Test
  void anImageStaysInTheQueueUntilItsEndIsCommitted() {
    views.publish(uploaded("a", 1));
    byte[] view = views.store().get("a");
    long over = views.now().plus(MONTH).toEpochMilli();
    ViewExpiry dies = expiry(A_MONTH);
    dies.round(over);
    assertThat(views.store().get("a")).isNull();
    assertThat(commits.sum()).isEqualTo(1);

    // The changelog of the views lags behind that of the index.
    views.store().put("a", view);
    rounds(expiry(A_MONTH), over);

    assertThat(views.store().get("a")).isNull();
    assertThat(views.indexEntries()).isEqualTo(LEFT);
  }

  @Test
  void anEntryOfTheQueueThatACrashLostComesBackWithTheRepeatedRecord() {
    views.publish(uploaded("a", 1));
    Bytes queued = IndexKeys.queued(views.now().toEpochMilli(), "a");
    views.index().delete(queued);
    views.publish(uploaded("a", 1));
    assertThat(views.index().get(queued)).isNotNull();

    views.index().delete(queued);
    views.index().delete(IndexKeys.since("a"));
    views.publish(uploaded("a", 1));
    views.pass(MONTH);

    assertThat(views.list(ALL)).isEmpty();
    assertThat(views.indexEntries()).isEqualTo(LEFT);
  }

  @Test
  void anImageThatComesAgainBeforeItsEndIsCommittedStays() {
    views.publish(uploaded("a", 1));
    long over = views.now().plus(MONTH).toEpochMilli();
    ViewExpiry expiry = expiry(A_MONTH);
    expiry.round(over);
    ImageView again = ViewMerge.of(uploaded("a", 1)).orElseThrow();
    expiry.begin("a", over, over);
    views.store().put("a", ViewJson.write(again));
    expiry.round(over);
    expiry.round(over);
    assertThat(views.store().get("a")).isNotNull();

    expiry.round(over + MONTH.toMillis());
    assertThat(views.store().get("a")).isNull();
  }

  /** The expiry of another replica that takes over the partition. */
  private ViewExpiry expiry(ViewRetention retention) {
    long yesterday = views.now().minus(Duration.ofDays(1)).toEpochMilli();
    return new ViewExpiry(
        retention, views.store(), views.index(), commits::increment, new LongAdder(), yesterday);
  }

  /** Runs three rounds: one removes what is due, one learns of the commit, and one follows it. */
  private static void rounds(ViewExpiry expiry, long now) {
    expiry.round(now);
    expiry.round(now);
    expiry.round(now);
  }

  private static long second(Instant instant) {
    return instant.getEpochSecond() - at(0).getEpochSecond();
  }
}
