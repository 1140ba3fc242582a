package dev.weft.features;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.weft.base.Sha256;
import dev.weft.features.ImageSource.Fetched;
import dev.weft.objectstore.BucketMissingException;
import dev.weft.objectstore.StoreRefusedException;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class StoredImagesTest {
  private static final byte[] BYTES = {1, 2, 3};

  private final RefusingStore refusing = new RefusingStore().withVersion();
  private final RefusedObjects refused = new RefusedObjects(refusing.store(), "weft");
  private final StoredImages images = new StoredImages(refusing.store(), refused, 1000);

  StoredImagesTest() {
    refusing.objects().put("weft", "images/a", BYTES, "image/png");
  }

  @Test
  void anImageThatTheStoreRefusesIsLeftOutWhereItGivesOthers() {
    refusing.refuse((bucket, key) -> key.equals("images/a"));

    Fetched.Unusable unusable = (Fetched.Unusable) images.fetch(image("weft", "images/a"));

    assertThat(unusable.reason()).contains("denies access to weft/images/a", "AccessDenied");
    assertThat(refused.last()).isPresent();
  }

  @Test
  void anImageInABucketThatMayNotBeReadCostsThatImage() {
    refusing.refuse((bucket, key) -> bucket.equals("foreign"));

    assertThat(images.fetch(image("foreign", "images/a"))).isInstanceOf(Fetched.Unusable.class);
    assertThat(images.fetch(image("weft", "images/a"))).isInstanceOf(Fetched.Bytes.class);
  }

  @Test
  void anImageInABucketThatIsNotThereCostsThatImageUnlessItIsTheConfiguredOne() {
    refusing.remove(bucket -> bucket.equals("foreign"));
    assertThat(images.fetch(image("foreign", "images/a"))).isInstanceOf(Fetched.Unusable.class);

    refusing.remove(bucket -> true);
    assertThatThrownBy(() -> images.fetch(image("foreign", "images/a")))
        .isInstanceOf(BucketMissingException.class);
    assertThatThrownBy(() -> images.fetch(image("weft", "images/a")))
        .isInstanceOf(BucketMissingException.class);
  }

  @Test
  void aStoreThatRefusesEverythingCostsNoImage() {
    refusing.refuse((bucket, key) -> true);

    assertThatThrownBy(() -> images.fetch(image("weft", "images/a")))
        .isInstanceOf(StoreRefusedException.class);
    assertThat(refused.last()).isEmpty();

    refusing.refuse((bucket, key) -> false);
    assertThat(images.fetch(image("weft", "images/a"))).isInstanceOf(Fetched.Bytes.class);
  }

  @Test
  void aRefusalThatPassesAtOnceIsNone() {
    var asked = new AtomicInteger();
    refusing.refuse((bucket, key) -> key.equals("images/a") && asked.getAndIncrement() == 0);

    assertThat(images.fetch(image("weft", "images/a"))).isInstanceOf(Fetched.Bytes.class);
  }

  @Test
  void aStoreWithoutTheVersionsThatWerePublishedIsNotTheOneThatIsKnown() {
    refusing.objects().objects().remove("models/clothing/1/manifest.json");
    refusing.refuse((bucket, key) -> key.equals("images/a"));

    assertThatThrownBy(() -> images.fetch(image("weft", "images/a")))
        .isInstanceOf(StoreRefusedException.class);
  }

  private static ImageObject image(String bucket, String key) {
    return new ImageObject(bucket, key, BYTES.length, Sha256.hex(BYTES));
  }
}
