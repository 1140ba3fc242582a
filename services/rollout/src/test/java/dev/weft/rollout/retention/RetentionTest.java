package dev.weft.rollout.retention;

import static org.assertj.core.api.Assertions.assertThat;

import dev.weft.events.ModelRef;
import dev.weft.events.rollout.RolloutChanged;
import dev.weft.events.rollout.RolloutChanged.Cause;
import dev.weft.events.rollout.RolloutChanged.Kind;
import dev.weft.events.rollout.RolloutPolicy;
import dev.weft.modelstore.ModelStore;
import dev.weft.objectstore.MemoryObjectStore;
import dev.weft.rollout.Bundles;
import dev.weft.rollout.state.ModelState;
import dev.weft.rollout.state.Served;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class RetentionTest {
  private static final Instant NOW = Instant.parse("2026-11-24T12:00:00Z");

  private final MemoryObjectStore store = new MemoryObjectStore();
  private final ModelStore models = new ModelStore(store, "weft");
  private final Retention retention = new Retention(models, new RetentionRule(Duration.ofHours(1)));

  @Test
  void theRootIsFoundThroughVersionsThatWereRemoved() {
    for (int version = 1; version <= 4; version++) {
      publish(version, version == 1 ? null : version - 1);
    }
    assertThat(retention.oldestRemovable(state(4), NOW)).hasValue(2);
    retention.remove(new ModelRef("clothing", 2));
    assertThat(retention.oldestRemovable(state(4), NOW)).hasValue(3);
    retention.remove(new ModelRef("clothing", 3));
    assertThat(retention.oldestRemovable(state(4), NOW)).isEmpty();
    assertThat(models.versions("clothing")).containsExactly(1, 4);
  }

  @Test
  void whatARemovalThatWasInterruptedLeftIsRemoved() {
    publish(1, null);
    publish(2, 1);
    byte[] manifest = store.objects().remove("models/clothing/1/manifest.json");
    store.objects().put("models/clothing/1/removed.json", manifest);
    retention.finish("clothing");
    assertThat(store.objects().keySet())
        .filteredOn(key -> key.startsWith("models/clothing/1/"))
        .containsExactly("models/clothing/1/claim", "models/clothing/1/removed.json");
    assertThat(models.versions("clothing")).containsExactly(2);
  }

  private void publish(int version, Integer parent) {
    Bundles.publish(store, "clothing", version, parent, NOW.minus(Duration.ofDays(1)));
  }

  private static Served state(int serving) {
    return (Served)
        ModelState.of(
            new RolloutChanged(
                "clothing",
                1,
                serving,
                false,
                new RolloutPolicy(null, null, null, null, 1, null),
                null,
                List.of(),
                Map.of(),
                serving,
                Cause.of(Kind.POLICY, null),
                NOW,
                null));
  }
}
