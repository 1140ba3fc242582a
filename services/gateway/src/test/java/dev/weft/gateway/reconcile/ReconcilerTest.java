package dev.weft.gateway.reconcile;

import static org.assertj.core.api.Assertions.assertThat;

import dev.weft.events.ImageUploaded;
import dev.weft.events.ObjectImageId;
import dev.weft.gateway.Events;
import dev.weft.gateway.MemoryStore;
import dev.weft.gateway.reconcile.Census.Standing;
import java.time.Clock;
import java.time.Duration;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class ReconcilerTest {

  private static final Map<String, String> METADATA =
      Map.of("weft-sha256", "c".repeat(64), "weft-tags", "k=v");

  private final MemoryStore store = new MemoryStore();
  private final Map<String, Standing> standings = new HashMap<>();
  private final List<ImageUploaded> published = new ArrayList<>();
  private final Reconciler reconciler =
      new Reconciler(
          store,
          "weft",
          List.of("uploads/", "images/", "labeled/"),
          id -> standings.getOrDefault(id, Standing.UNSEEN),
          published::add,
          Clock.fixed(Events.at(100), ZoneOffset.UTC),
          Duration.ofSeconds(30));

  @Test
  void an_upload_without_an_event_is_published_with_all_that_its_uploader_said() {
    put("uploads/a", 0);

    assertThat(reconciler.round()).isEqualTo(1);

    assertThat(published).hasSize(1);
    assertThat(published.get(0).imageId()).isEqualTo("a");
    assertThat(published.get(0).object().sha256()).isEqualTo("c".repeat(64));
    assertThat(published.get(0).tags()).isEqualTo(Map.of("k", "v"));
  }

  @Test
  void objects_of_others_are_published_under_the_id_that_a_notification_would_give() {
    put("images/deep/x.jpg", 0);
    put("labeled/shirt/y.jpg", 0);

    reconciler.round();

    assertThat(published)
        .extracting(ImageUploaded::imageId)
        .containsExactlyInAnyOrder(
            ObjectImageId.of("weft", "images/deep/x.jpg", "etag-3"),
            ObjectImageId.of("weft", "labeled/shirt/y.jpg", "etag-3"));
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
