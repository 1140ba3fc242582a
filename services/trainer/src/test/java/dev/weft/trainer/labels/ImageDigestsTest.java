package dev.weft.trainer.labels;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.weft.events.image.ObjectRef;
import dev.weft.events.label.ImageLabeled;
import dev.weft.events.label.LabelSource;
import dev.weft.features.RefusedObjects;
import dev.weft.features.RefusingStore;
import dev.weft.objectstore.MemoryObjectStore;
import dev.weft.objectstore.StoreRefusedException;
import dev.weft.trainer.dataset.LabeledImage;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class ImageDigestsTest {
  private static final String SHA256_OF_A =
      "ca978112ca1bbdcafac231b39a23dc4da786eff8147c4e72b9807785afee48bb";

  private final MemoryObjectStore store = new MemoryObjectStore();
  private final AtomicInteger read = new AtomicInteger();

  @Test
  void whatCameWithADigestIsNotRead() {
    LabeledImages images = complete(label("one", "uploads/one", SHA256_OF_A));
    assertThat(images.images()).hasSize(1);
    assertThat(read).hasValue(0);
  }

  @Test
  void anObjectOfAnotherClientIsReadOnce() {
    store.put("weft", "labeled/hat/a.jpg", "a".getBytes(StandardCharsets.UTF_8), "image/jpeg");
    ImageLabeled label = label("s3-1", "labeled/hat/a.jpg", null);
    assertThat(complete(label).images().get(0).object().sha256()).isEqualTo(SHA256_OF_A);
    assertThat(complete(label).images().get(0).object().sha256()).isEqualTo(SHA256_OF_A);
    store.objects().remove("labeled/hat/a.jpg");
    assertThat(complete(label).images()).hasSize(1);
  }

  @Test
  void anObjectThatIsGoneIsToldWithItsLabel() {
    LabeledImages images = complete(label("s3-1", "labeled/hat/a.jpg", null));
    assertThat(images.images()).isEmpty();
    assertThat(images.gone())
        .containsEntry("s3-1", "labeled/hat/a.jpg no longer exists in the store");
    assertThat(images.labels()).containsEntry("s3-1", "hat");
  }

  @Test
  void aLabelThatNamesWhatIsNoImageIsLeftOutUnread() {
    String key = "models/clothing/1/manifest.json";
    store.put("weft", key, "a".getBytes(StandardCharsets.UTF_8), "application/json");
    for (String sha256 : new String[] {null, SHA256_OF_A}) {
      LabeledImages images = complete(label("s3-1", key, sha256));
      assertThat(images.images()).isEmpty();
      assertThat(images.gone().get("s3-1")).contains(key, "images are only stored below");
      assertThat(images.labels()).containsEntry("s3-1", "hat");
    }
    assertThat(read).hasValue(0);
  }

  @Test
  void aLabelThatNamesABucketWhichMayNotBeReadCostsThatImageAndNoTraining() {
    RefusingStore refusing = new RefusingStore().withVersion();
    refusing.objects().put("weft", "labeled/hat/a.jpg", new byte[] {'a'}, "image/jpeg");
    refusing.objects().put("weft", "labeled/hat/b.jpg", new byte[] {'b'}, "image/jpeg");
    refusing.refuse((bucket, key) -> bucket.equals("foreign") || key.equals("labeled/hat/b.jpg"));
    var digests =
        new ImageDigests(refusing.store(), "weft", new RefusedObjects(refusing.store(), "weft"));

    LabeledImages images =
        digests.complete(
            List.of(
                label("s3-1", "foreign", "labeled/hat/a.jpg", null),
                label("s3-2", "labeled/hat/a.jpg", null),
                label("s3-3", "labeled/hat/b.jpg", null)),
            () -> {});

    assertThat(images.images()).extracting(LabeledImage::imageId).containsExactly("s3-2");
    assertThat(images.gone().get("s3-1")).contains("bucket foreign");
    assertThat(images.gone().get("s3-3")).contains("denies access to weft/labeled/hat/b.jpg");
    assertThat(images.labels()).containsEntry("s3-1", "hat");
  }

  @Test
  void aStoreThatRefusesEverythingCostsNoImage() {
    RefusingStore refusing = new RefusingStore().withVersion();
    var digests =
        new ImageDigests(refusing.store(), "weft", new RefusedObjects(refusing.store(), "weft"));
    refusing.refuse((bucket, key) -> !key.startsWith("features/"));

    assertThatThrownBy(
            () -> digests.complete(List.of(label("s3-1", "labeled/hat/a.jpg", null)), () -> {}))
        .isInstanceOf(StoreRefusedException.class);
  }

  private LabeledImages complete(ImageLabeled label) {
    return new ImageDigests(store, "weft", new RefusedObjects(store, "weft"))
        .complete(List.of(label), read::incrementAndGet);
  }

  private static ImageLabeled label(String id, String key, String sha256) {
    return label(id, "weft", key, sha256);
  }

  private static ImageLabeled label(String id, String bucket, String key, String sha256) {
    Instant now = Instant.parse("2026-01-01T00:00:00Z");
    return new ImageLabeled(
        id, new ObjectRef(bucket, key, 1, sha256), "hat", now, LabelSource.OBJECT_STORE, null, now);
  }
}
