package dev.weft.gateway.reconcile;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.weft.events.WeftEvent;
import dev.weft.events.image.ImageUploaded;
import dev.weft.events.label.ImageLabeled;
import dev.weft.events.label.LabelSource;
import dev.weft.events.object.ImageObjects;
import dev.weft.events.object.ObjectImageId;
import dev.weft.gateway.Events;
import dev.weft.gateway.MemoryStore;
import dev.weft.gateway.TickingClock;
import dev.weft.gateway.views.KnownImages;
import dev.weft.gateway.views.ViewsUnavailableException;
import dev.weft.objectstore.GetResult;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

class ReconcilerTest {

  private static final Map<String, String> METADATA =
      Map.of("weft-sha256", "c".repeat(64), "weft-tags", "k=v");

  private static final Duration MAX_AGE = Duration.ofDays(7);

  /**
   * Number of the reconciler's own objects in the bucket, its checkpoint, which a sweep also lists.
   */
  private static final int OWN = 1;

  private final MemoryStore store = new MemoryStore();
  private final Set<String> seen = new HashSet<>();
  private final Set<String> labelKnown = new HashSet<>();
  private final Set<String> erased = new HashSet<>();
  private final List<WeftEvent> published = new ArrayList<>();
  private final TickingClock clock = new TickingClock(Events.at(100));
  private final Agreed agreement = new Agreed();
  private boolean away;
  private String cluster = "the first";
  private final Reconciler reconciler = reconciler(1000);

  @Test
  void anUploadWithoutAnEventIsPublishedWithAllThatItsUploaderSaid() {
    put("uploads/a", 0);

    assertThat(reconciler.round().published()).isEqualTo(1);

    assertThat(published).hasSize(1);
    ImageUploaded event = (ImageUploaded) published.get(0);
    assertThat(event.imageId()).isEqualTo("a");
    assertThat(event.object().sha256()).isEqualTo("c".repeat(64));
    assertThat(event.tags()).isEqualTo(Map.of("k", "v"));
  }

  @Test
  void anObjectOfAnErasedImageIsRemovedAndNotPublished() {
    put("uploads/a", 0);
    put("uploads/b", 0);
    erased.add("a");

    assertThat(reconciler.round().published()).isEqualTo(1);

    assertThat(published).extracting(WeftEvent::key).containsExactly("b");
    assertThat(store.stat("weft", "uploads/a")).isEmpty();
    assertThat(store.stat("weft", "uploads/b")).isPresent();
  }

  @Test
  void anObjectOfAnErasedImageThatTheStoreRefusesToRemoveDoesNotStopTheRound() {
    put("uploads/a", 0);
    put("uploads/b", 0);
    erased.add("a");
    store.refuse("uploads/a");

    assertThat(reconciler.round().published()).isEqualTo(1);

    assertThat(published).extracting(WeftEvent::key).containsExactly("b");
    store.allow("uploads/a");
    assertThat(store.stat("weft", "uploads/a")).isPresent();
  }

  @Test
  void objectsOfOthersArePublishedUnderTheIdThatANotificationWouldGive() {
    put("images/deep/x.jpg", 0);
    put("labeled/shirt/y.jpg", 0);

    reconciler.round();

    assertThat(published)
        .filteredOn(ImageUploaded.class::isInstance)
        .extracting(WeftEvent::key)
        .containsExactlyInAnyOrder(
            ObjectImageId.of("weft", "images/deep/x.jpg", "etag-3"),
            ObjectImageId.of("weft", "labeled/shirt/y.jpg", "etag-3"));
  }

  @Test
  void anObjectThatSaysItsLabelGetsIt() {
    put("labeled/Not sure/y.jpg", 0);
    put("labeled/nowhere.jpg", 0);

    assertThat(reconciler.round().published()).isEqualTo(3);

    assertThat(published)
        .filteredOn(ImageLabeled.class::isInstance)
        .singleElement()
        .satisfies(
            event -> {
              ImageLabeled labeled = (ImageLabeled) event;
              assertThat(labeled.label()).isEqualTo("Not sure");
              assertThat(labeled.source()).isEqualTo(LabelSource.OBJECT_STORE);
              assertThat(labeled.imageId())
                  .isEqualTo(ObjectImageId.of("weft", "labeled/Not sure/y.jpg", "etag-3"));
            });
  }

  @Test
  void aLabelThatSomeoneGaveOrTookBackStaysAsItIs() {
    put("labeled/hat/y.jpg", 0);
    String id = ObjectImageId.of("weft", "labeled/hat/y.jpg", "etag-3");
    seen.add(id);
    labelKnown.add(id);

    assertThat(reconciler.round().published()).isZero();

    labelKnown.clear();
    assertThat(reconciler.round().published()).isEqualTo(1);
    assertThat(published).singleElement().isInstanceOf(ImageLabeled.class);
  }

  @Test
  void whatIsYoungOrSeenOrNoImageIsLeftAlone() {
    put("uploads/young", 71);
    put("uploads/seen", 0);
    put("uploads/.probe", 0);
    put("images/folder/", 0);
    put("models/clothing/1/model.onnx", 0);
    seen.add("seen");

    assertThat(reconciler.round().published()).isZero();

    assertThat(published).isEmpty();
    // Includes the checkpoint, which is not an image either.
    assertThat(reconciler.processed()).isEqualTo(5);
  }

  @Test
  void aKeyThatNoEventCanCarryCostsThatKeyAlone() {
    put("images/a.jpg", 0);
    put("images/nl\nx.jpg", 0);
    put("images/" + "o".repeat(1100), 0);
    put("images/./dot.jpg", 0);
    put("images/z.jpg", 0);
    put("labeled/hat/y.jpg", 0);

    Round round = reconciler.round();

    assertThat(round).isEqualTo(new Round(4, 0, 3, false));
    assertThat(published)
        .filteredOn(ImageUploaded.class::isInstance)
        .extracting(event -> ((ImageUploaded) event).object().key())
        .containsExactly("images/a.jpg", "images/z.jpg", "labeled/hat/y.jpg");
    assertThat(reconciler.last()).isEqualTo(round);
  }

  @Test
  void anObjectThatTheStoreRefusesOrWhoseMetadataNoEventCanCarryCostsItselfAlone() {
    store.put(
        "images/b.jpg",
        new byte[3],
        "image/jpeg",
        Map.of("weft-uploaded-at", "-999999999-01-01T00:00:00Z"),
        Events.at(0));
    put("images/c.jpg", 0);
    put("images/refused.jpg", 0);
    put("images/z.jpg", 0);
    store.refuse("images/refused.jpg");

    assertThat(reconciler.round()).isEqualTo(new Round(2, 0, 2, false));
  }

  @Test
  void whatIsOlderThanTheBoundIsCountedAndNotPublished() {
    put("uploads/old", 100 - MAX_AGE.toSeconds() - 1);
    put("labeled/hat/old.jpg", 100 - MAX_AGE.toSeconds() - 1);
    put("uploads/just", 100 - MAX_AGE.toSeconds());
    put("uploads/old-but-seen", 100 - MAX_AGE.toSeconds() - 1);
    seen.add("old-but-seen");

    assertThat(reconciler.round()).isEqualTo(new Round(1, 2, 0, false));
    assertThat(published).extracting(WeftEvent::key).containsExactly("just");
  }

  @Test
  void aRoundPublishesNoMoreThanItMayAndTheNextGoesOn() {
    for (int i = 0; i < 5; i++) {
      put("uploads/" + i, 0);
    }
    Reconciler capped = reconciler(2);

    assertThat(capped.round()).isEqualTo(new Round(2, 0, 0, true));
    assertThat(capped.capped()).isEqualTo(1);
    published.forEach(event -> seen.add(event.key()));
    capped.round();
    published.forEach(event -> seen.add(event.key()));

    assertThat(capped.round()).isEqualTo(new Round(1, 0, 0, false));
    assertThat(published).extracting(WeftEvent::key).containsExactly("0", "1", "2", "3", "4");
    assertThat(capped.capped()).isEqualTo(2);
  }

  @Test
  void aPrefixBelowWhichNoImageMayLieIsRefused() {
    assertThatThrownBy(
            () ->
                new Reconciler(
                    store,
                    new ImageObjects("weft"),
                    List.of("images/summer/", "models/"),
                    null,
                    published::add,
                    agreement,
                    () -> cluster,
                    Clock.systemUTC(),
                    new ReconcileLimits(Duration.ofSeconds(30), MAX_AGE, 1, 1, null)))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("weft.gateway.reconcile.prefixes contains \"models/\"");
  }

  @Test
  void anUploadLiesBelowItsHourAndIsLookedAtOnceMoreWhenThatIsOver() {
    put("uploads/1970/01/01/00/a", 0);
    assertThat(reconciler.round().published()).isEqualTo(1);
    seen.add("a");
    put("uploads/1970/01/01/00/late", 80);
    clock.set(Instant.parse("1970-01-01T01:06:00Z"));
    assertThat(reconciler.round().published()).isEqualTo(1);
    seen.add("late");

    long before = reconciler.processed();
    assertThat(reconciler.round().published()).isZero();

    assertThat(published).extracting(WeftEvent::key).containsExactly("a", "late");
    assertThat(reconciler.processed()).isEqualTo(before + OWN);
  }

  @Test
  void whatIsDoneAnotherReplicaDoesNotDoAgain() {
    put("uploads/1970/01/01/00/a", 0);
    clock.set(Instant.parse("1970-01-01T03:00:00Z"));
    reconciler.round();
    Reconciler other = reconciler(1000);

    other.round();

    assertThat(other.processed()).isEqualTo(OWN);
    assertThat(published).hasSize(1);
  }

  @Test
  void besideAnotherKafkaClusterAllHoursAreComparedAgain() {
    put("uploads/1970/01/01/00/a", 0);
    clock.set(Instant.parse("1970-01-01T03:00:00Z"));
    reconciler.round();
    published.clear();
    cluster = "the second";
    Reconciler restored = reconciler(1000);

    assertThat(restored.round().published()).isEqualTo(1);
    assertThat(published).extracting(WeftEvent::key).containsExactly("a");

    seen.add("a");
    Reconciler again = reconciler(1000);
    again.round();
    assertThat(again.processed()).as("the new cluster is recorded").isEqualTo(OWN);
  }

  @Test
  void aMarkOfAnEarlierReleaseBelongsToTheClusterThatItMeets() {
    put("uploads/1970/01/01/00/a", 0);
    clock.set(Instant.parse("1970-01-01T03:00:00Z"));
    var mark = new ReconcileMark(clock.instant(), null, Events.at(0), false, null);
    store.put("weft", ImageObjects.RECONCILED, mark.toJson(), "application/json");

    assertThat(reconciler.round().published()).isZero();
  }

  @Test
  void theSameImageInTwoHoursIsPublishedOnce() {
    put("uploads/1970/01/01/00/a", 0);
    put("uploads/1970/01/01/01/a", 3_000);
    clock.set(Instant.parse("1970-01-01T02:00:00Z"));

    assertThat(reconciler.round().published()).isEqualTo(1);
  }

  @Test
  void aSweepGoesOnWhereItStoppedAndBeginsAgainAtItsEnd() {
    for (int i = 0; i < 7; i++) {
      put("images/" + i, 0);
    }
    Reconciler slow = reconciler(1000, 3);

    slow.round();
    slow.round();
    assertThat(published).hasSize(6);
    slow.round();
    assertThat(published).hasSize(7);
    published.forEach(event -> seen.add(event.key()));
    put("images/00", 0);
    slow.round();

    assertThat(published).hasSize(8);
  }

  @Test
  void aSweepGoesOnAtAnotherReplica() {
    for (int i = 0; i < 9; i++) {
      put("images/" + i, 0);
    }
    Reconciler one = reconciler(1000, 3);
    one.round();
    one.round();
    clock.pass(Duration.ofMinutes(10));
    one.round();
    published.clear();

    reconciler(1000, 3).round();

    assertThat(published)
        .extracting(event -> ((ImageUploaded) event).object().key())
        .isSubsetOf("images/7", "images/8");
  }

  @Test
  void aSweepPassesOverTheHoursAndFindsWhatOlderReleasesHaveStored() {
    put("uploads/0", 0);
    for (int i = 10; i < 60; i++) {
      put("uploads/1970/01/01/00/" + i, 0);
    }
    put("uploads/z", 0);
    reconciler.round();

    // Includes the checkpoint.
    assertThat(reconciler.processed()).isEqualTo(50 + 2 + 1);
    assertThat(published).hasSize(52);
  }

  @Test
  void aMarkThatNobodyCanReadIsBegunAnew() {
    store.put("weft", ImageObjects.RECONCILED, "nonsense".getBytes(), "text/plain");
    put("uploads/1970/01/01/00/a", 0);

    assertThat(reconciler.round().published()).isEqualTo(1);
    assertThat(store.get("weft", ImageObjects.RECONCILED, 1_000))
        .isInstanceOfSatisfying(
            GetResult.Found.class,
            found -> assertThat(ReconcileMark.ofJson(found.bytes())).isPresent());
  }

  @Test
  void nothingIsWrittenUntilAllGatewaysUnderstandHoursAndThenItIsDecidedForGood() {
    agreement.reached = false;
    put("uploads/a", 0);
    assertThat(reconciler.round().published()).isEqualTo(1);
    assertThat(ReconcileMark.in(store, "weft")).isEmpty();
    assertThat(agreement.since).isNull();

    agreement.reached = true;
    reconciler.round();
    assertThat(ReconcileMark.in(store, "weft").orElseThrow().hourKeysSince())
        .isEqualTo(clock.instant())
        .isEqualTo(agreement.since);

    agreement.reached = false;
    Instant decided = clock.instant();
    clock.pass(Duration.ofHours(2));
    Reconciler another = reconciler(1000);
    another.round();
    assertThat(agreement.since).isEqualTo(decided);
  }

  @Test
  void keysWithoutAnHourAreDoneAfterASweepThatBeganWhenNoGatewayStoredThemAnyMore() {
    reconciler.round();
    clock.pass(Duration.ofMinutes(14));
    put("uploads/a", 0);
    reconciler.round();
    assertThat(ReconcileMark.in(store, "weft").orElseThrow().withoutHour()).isFalse();

    clock.pass(Duration.ofMinutes(2));
    reconciler.round();
    assertThat(ReconcileMark.in(store, "weft").orElseThrow().withoutHour()).isTrue();

    cluster = "another";
    reconciler(1000, 1).round();
    assertThat(ReconcileMark.in(store, "weft").orElseThrow().withoutHour()).isFalse();
  }

  @Test
  void aSweepThatAnotherProcessBeganProvesNothing() {
    ReconcileMark.begin(store, "weft", clock.instant());
    for (int i = 0; i < 30; i++) {
      put("uploads/" + (10 + i), 0);
    }
    store.put(
        "weft",
        ImageObjects.RECONCILED,
        new ReconcileMark(clock.instant(), "uploads/20", Instant.EPOCH, false, cluster).toJson(),
        "application/json");

    Reconciler another = reconciler(1000);
    another.round();
    assertThat(ReconcileMark.in(store, "weft").orElseThrow().withoutHour()).isFalse();
    another.round();
    assertThat(ReconcileMark.in(store, "weft").orElseThrow().withoutHour()).isTrue();
  }

  @Test
  void aRoundThatTheViewsEndIsGoneOnWith() {
    put("uploads/1970/01/01/00/a", 0);
    clock.set(Instant.parse("1970-01-01T03:00:00Z"));
    away = true;
    assertThatThrownBy(reconciler::round).isInstanceOf(ViewsUnavailableException.class);
    away = false;

    assertThat(reconciler.round().published()).isEqualTo(1);
  }

  private Reconciler reconciler(int maxEvents) {
    return reconciler(maxEvents, 10_000);
  }

  private Reconciler reconciler(int maxEvents, int sweep) {
    return new Reconciler(
        store,
        new ImageObjects("weft"),
        List.of("uploads/", "images/", "labeled/"),
        this::among,
        published::add,
        agreement,
        () -> cluster,
        clock,
        new ReconcileLimits(Duration.ofSeconds(30), MAX_AGE, maxEvents, sweep, null));
  }

  private KnownImages among(Collection<String> ids) {
    if (away) {
      throw new ViewsUnavailableException("away");
    }
    assertThat(ids.size()).isLessThanOrEqualTo(IndexedImages.MOST);
    return new KnownImages(
        ids.stream().filter(seen::contains).collect(Collectors.toSet()),
        ids.stream().filter(labelKnown::contains).collect(Collectors.toSet()),
        ids.stream().filter(erased::contains).collect(Collectors.toSet()));
  }

  private void put(String key, long second) {
    store.put(key, new byte[3], "image/jpeg", METADATA, Events.at(second));
  }
}
