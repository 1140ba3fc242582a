package dev.weft.classifier.prepare;

import static org.assertj.core.api.Assertions.assertThat;

import dev.weft.events.image.ObjectRef;
import dev.weft.events.image.RejectionReason;
import dev.weft.objectstore.MemoryObjectStore;
import org.junit.jupiter.api.Test;

class ForeignObjectsTest {
  private final MemoryObjectStore store = new MemoryObjectStore();
  private final Fetcher fetcher = new Fetcher(store, "weft", 100);

  @Test
  void anEventThatNamesAFileOfAModelIsRefusedAndTheFileIsNotRead() {
    store.objects().put("models/clothing/1/manifest.json", new byte[] {1});
    assertThat(fetcher.fetch(new ObjectRef("weft", "models/clothing/1/manifest.json", 1, null)))
        .isInstanceOfSatisfying(
            Fetch.Refused.class,
            refused -> {
              var refusal = refused.refusal();
              assertThat(refusal.reason()).isEqualTo(RejectionReason.INVALID_EVENT);
              assertThat(refusal.detail()).contains("models/clothing/1/manifest.json", "images/");
            });
  }

  @Test
  void anEventThatNamesAnImageIsFetched() {
    store.objects().put("images/a.jpg", new byte[] {1});
    assertThat(fetcher.fetch(new ObjectRef("weft", "images/a.jpg", 1, null)))
        .isInstanceOf(Fetch.Fetched.class);
  }
}
