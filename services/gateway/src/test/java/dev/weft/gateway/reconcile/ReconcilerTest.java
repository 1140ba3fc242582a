package dev.weft.gateway.reconcile;

import static org.assertj.core.api.Assertions.assertThat;

import dev.weft.events.ImageLabeled;
import dev.weft.events.ImageUploaded;
import dev.weft.events.LabelSource;
import dev.weft.events.ObjectImageId;
import dev.weft.events.WeftEvent;
import dev.weft.gateway.Events;
import dev.weft.gateway.MemoryStore;
import dev.weft.gateway.reconcile.Census.Standing;
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

  private final MemoryStore store = new MemoryStore();
  private final Map<String, Standing> standings = new HashMap<>();
  private final Set<String> labelKnown = new HashSet<>();
  private final List<WeftEvent> published = new ArrayList<>();
  private final Reconciler reconciler =
      new Reconciler(
          store,
          "weft",
          List.of("uploads/", "images/", "labeled/"),
          new Census() {
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
          Duration.ofSeconds(30));

  @Test
  void an_upload_without_an_event_is_published_with_all_that_its_uploader_said() {
    put("uploads/a", 0);

    assertThat(reconciler.round()).isEqualTo(1);

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

    assertThat(reconciler.round()).isEqualTo(3);

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

    assertThat(reconciler.round()).isZero();

    labelKnown.clear();
    assertThat(reconciler.round()).isEqualTo(1);
    assertThat(published).singleElement().isInstanceOf(ImageLabeled.class);
  }

  @Test
  void what_is_young_or_seen_or_another_replica_s_or_no_image_is_left_alone() {
    put("uploads/young", 71);
    put("uploads/seen", 0);
    put("uploads/elsewhere", 0);
    put("images/folder/", 0);
    put("models/clothing/1/model.onnx", 0);
    standings.put("seen", Standing.SEEN);
    standings.put("elsewhere", Standing.ELSEWHERE);

    assertThat(reconciler.round()).isZero();

    assertThat(published).isEmpty();
    assertThat(reconciler.looked()).isEqualTo(4);
  }

  private void put(String key, long second) {
    store.put(key, new byte[3], "image/jpeg", METADATA, Events.at(second));
  }
}
