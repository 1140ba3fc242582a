package dev.weft.rollout.cluster;

import static dev.weft.testsupport.TestTimeout.TIMEOUT;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.weft.events.ModelRef;
import dev.weft.modelstore.ModelStore;
import dev.weft.objectstore.MemoryObjectStore;
import dev.weft.rollout.Bundles;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class PublishedVersionsTest {
  private final MemoryObjectStore store = new MemoryObjectStore();
  private final PublishedVersions publications =
      new PublishedVersions(new ModelStore(store, "weft"), Duration.ofHours(1));

  @AfterEach
  void close() {
    publications.close();
  }

  @Test
  void nothingIsKnownBeforeTheStoreHasAnswered() {
    assertThat(publications.isKnown()).isFalse();
    assertThat(publications.of("clothing")).isEmpty();
    assertThat(publications.models()).isEmpty();
  }

  @Test
  void whoSaysThatAVersionIsNewMakesTheStoreBeLookedAtSoon() {
    publish(1);
    publications.start();
    await().atMost(TIMEOUT).until(publications::isKnown);
    publish(2);
    publish(10);
    publications.requestListing();
    await()
        .atMost(TIMEOUT)
        .untilAsserted(() -> assertThat(publications.of("clothing")).containsExactly(1, 2, 10));
    assertThat(publications.models()).containsExactly("clothing");
  }

  @Test
  void whatIsBeingRemovedIsNotThereWhateverTheStoreSays() {
    publish(1);
    publish(2);
    publications.refresh();
    publications.remove(new ModelRef("clothing", 1));
    assertThat(publications.of("clothing")).containsExactly(2);
    publications.refresh();
    assertThat(publications.of("clothing")).containsExactly(2);
  }

  private void publish(int version) {
    Bundles.publish(store, "clothing", version, null, Instant.now());
  }
}
