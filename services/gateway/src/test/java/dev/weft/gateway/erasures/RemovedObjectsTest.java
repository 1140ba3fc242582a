package dev.weft.gateway.erasures;

import static org.assertj.core.api.Assertions.assertThat;

import dev.weft.events.WeftEvent;
import dev.weft.events.image.ErasureSource;
import dev.weft.events.image.ImageErased;
import dev.weft.events.object.ImageObjects;
import dev.weft.events.object.ObjectImageId;
import dev.weft.gateway.Events;
import dev.weft.gateway.MemoryStore;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

class RemovedObjectsTest {

  private final MemoryStore store = new MemoryStore();
  private final List<WeftEvent> published = new ArrayList<>();
  private final Set<String> erased = new HashSet<>();

  private final RemovedObjects removed =
      new RemovedObjects(
          store,
          new ImageObjects("weft"),
          key -> key.equals("images/a shirt.jpg") ? Set.of("s3-1", "s3-2") : Set.of(),
          erased::contains,
          published::add);

  @Test
  void theImagesOfItsKeyAreErased() {
    assertThat(follow("ObjectRemoved:Delete", "images%2Fa+shirt.jpg", null)).isEqualTo(2);

    assertThat(published).extracting(WeftEvent::key).containsExactlyInAnyOrder("s3-1", "s3-2");
    assertThat(((ImageErased) published.get(0)).source()).isEqualTo(ErasureSource.OBJECT_STORE);
    assertThat(((ImageErased) published.get(0)).object().key()).isEqualTo("images/a shirt.jpg");
  }

  @Test
  void theEtagTellsWhichImageItWasAndSoDoesTheKeyOfAnUpload() {
    follow("s3:ObjectRemoved:Delete", "images/b.jpg", "abc");
    follow("s3:ObjectRemoved:DeleteMarkerCreated", "uploads/2026/11/28/13/shirt-1", null);

    assertThat(published)
        .extracting(WeftEvent::key)
        .containsExactly(ObjectImageId.of("weft", "images/b.jpg", "abc"), "shirt-1");
  }

  @Test
  void whereSomethingLiesNowNothingIsErased() {
    store.put("images/a shirt.jpg", new byte[3], "image/jpeg", Map.of(), Events.at(1));

    assertThat(follow("ObjectRemoved:Delete", "images%2Fa%20shirt.jpg", null)).isZero();
  }

  @Test
  void whatWasErasedAlreadyOrIsNoImageOrWasNotRemovedIsPassedOver() {
    erased.addAll(Set.of("s3-1", "s3-2"));

    assertThat(follow("ObjectRemoved:Delete", "images%2Fa+shirt.jpg", null)).isZero();
    assertThat(follow("ObjectRemoved:Delete", "models/clothing/1/manifest.json", "a")).isZero();
    assertThat(follow("ObjectCreated:Put", "images/b.jpg", "abc")).isZero();
    assertThat(removed.follow(new byte[] {1})).isZero();
    assertThat(removed.follow(null)).isZero();
    assertThat(published).isEmpty();
  }

  private int follow(String event, String key, String etag) {
    String tag = etag == null ? "" : ",\"eTag\":\"" + etag + "\"";
    String json =
        """
        {"Records":[{"eventName":"%s","eventTime":"2026-11-02T10:15:30.123Z",
          "s3":{"bucket":{"name":"weft"},"object":{"key":"%s"%s}}}]}
        """
            .formatted(event, key, tag);
    return removed.follow(json.getBytes(StandardCharsets.UTF_8));
  }
}
