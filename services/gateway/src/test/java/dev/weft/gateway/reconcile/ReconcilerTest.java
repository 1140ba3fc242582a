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
import dev.weft.gateway.reconcile.IndexedImages.Standing;
import java.time.Clock;
import java.time.Duration;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

class ReconcilerTest {

  private static final Map<String, String> METADATA =
      Map.of("weft-sha256", "c".repeat(64), "weft-tags", "k=v");

  private static final Duration MAX_AGE = Duration.ofDays(7);

  private final MemoryStore store = new MemoryStore();
  private final Map<String, Standing> standings = new HashMap<>();
  private final Set<String> labelKnown = new HashSet<>();
  private final List<WeftEvent> published = new ArrayList<>();
  private final Reconciler reconciler = reconciler(1000);

  @Test
  void an_upload_without_an_event_is_published_with_all_that_its_uploader_said() {
    put("uploads/a", 0);

    assertThat(reconciler.round().published()).isEqualTo(1);

    assertThat(published).hasSize(1);
    ImageUploaded event = (ImageUploaded) published.get(0);
    assertThat(event.imageId()).isEqualTo("a");
    assertThat(event.object().sha256()).isEqualTo("c".repeat(64));
    assertThat(event.tags()).isEqualTo(Map.of("k", "v"));
  }

  @Test
  void objects_of_others_are_published_under_the_id_that_a_notification_would_give() {
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
  void an_object_that_says_its_label_gets_it() {
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
  void a_label_that_someone_gave_or_took_back_stays_as_it_is() {
    put("labeled/hat/y.jpg", 0);
    String id = ObjectImageId.of("weft", "labeled/hat/y.jpg", "etag-3");
    standings.put(id, Standing.SEEN);
    labelKnown.add(id);

    assertThat(reconciler.round().published()).isZero();

    labelKnown.clear();
    assertThat(reconciler.round().published()).isEqualTo(1);
    assertThat(published).singleElement().isInstanceOf(ImageLabeled.class);
  }

  @Test
  void what_is_young_or_seen_or_another_replica_s_or_no_image_is_left_alone() {
    put("uploads/young", 71);
    put("uploads/seen", 0);
    put("uploads/elsewhere", 0);
    put("uploads/.probe", 0);
    put("images/folder/", 0);
    put("models/clothing/1/model.onnx", 0);
    standings.put("seen", Standing.SEEN);
    standings.put("elsewhere", Standing.ELSEWHERE);

    assertThat(reconciler.round().published()).isZero();

    assertThat(published).isEmpty();
    assertThat(reconciler.looked()).isEqualTo(5);
  }

  @Test
  void a_key_that_no_event_can_carry_costs_that_key_alone() {
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
  void an_object_that_the_store_refuses_or_whose_metadata_no_event_can_carry_costs_itself_alone() {
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
  void what_is_older_than_the_bound_is_counted_and_not_published() {
    put("uploads/old", 100 - MAX_AGE.toSeconds() - 1);
    put("labeled/hat/old.jpg", 100 - MAX_AGE.toSeconds() - 1);
    put("uploads/just", 100 - MAX_AGE.toSeconds());
    put("uploads/old-but-seen", 100 - MAX_AGE.toSeconds() - 1);
    standings.put("old-but-seen", Standing.SEEN);

    assertThat(reconciler.round()).isEqualTo(new Round(1, 2, 0, false));
    assertThat(published).extracting(WeftEvent::key).containsExactly("just");
  }

  @Test
  void a_round_publishes_no_more_than_it_may_and_the_next_goes_on() {
    for (int i = 0; i < 5; i++) {
      put("uploads/" + i, 0);
    }
    Reconciler capped = reconciler(2);

    assertThat(capped.round()).isEqualTo(new Round(2, 0, 0, true));
    assertThat(capped.capped()).isEqualTo(1);
    published.forEach(event -> standings.put(event.key(), Standing.SEEN));
    capped.round();
    published.forEach(event -> standings.put(event.key(), Standing.SEEN));

    assertThat(capped.round()).isEqualTo(new Round(1, 0, 0, false));
    assertThat(published).extracting(WeftEvent::key).containsExactly("0", "1", "2", "3", "4");
    assertThat(capped.capped()).isEqualTo(2);
  }

  @Test
  void a_prefix_below_which_no_image_may_lie_is_refused() {
    assertThatThrownBy(
            () ->
                new Reconciler(
                    store,
                    new ImageObjects("weft"),
                    List.of("images/summer/", "models/"),
                    null,
                    published::add,
                    Clock.systemUTC(),
                    new ReconcileLimits(Duration.ofSeconds(30), MAX_AGE, 1, null)))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("weft.gateway.reconcile.prefixes names \"models/\"");
  }

  private Reconciler reconciler(int maxEvents) {
    return new Reconciler(
        store,
        new ImageObjects("weft"),
        List.of("uploads/", "images/", "labeled/"),
        new IndexedImages() {
          @Override
          public Standing of(String id) {
            return standings.getOrDefault(id, Standing.UNSEEN);
          }

          @Override
          public boolean knowsLabel(String id) {
            return labelKnown.contains(id);
          }
        },
        published::add,
        Clock.fixed(Events.at(100), ZoneOffset.UTC),
        new ReconcileLimits(Duration.ofSeconds(30), MAX_AGE, maxEvents, null));
  }

  private void put(String key, long second) {
    store.put(key, new byte[3], "image/jpeg", METADATA, Events.at(second));
  }
}
