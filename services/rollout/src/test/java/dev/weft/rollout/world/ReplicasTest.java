package dev.weft.rollout.world;

import static org.assertj.core.api.Assertions.assertThat;

import dev.weft.events.RolloutObserved;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

class ReplicasTest {
  private Instant now = Instant.parse("2026-11-24T12:00:00Z");
  private final Replicas replicas = new Replicas(Duration.ofSeconds(15), () -> now);

  @Test
  void theNewestWordOfEachReplicaOfTheModelCounts() {
    replicas.accept(word("clothing", "a", 1, false));
    replicas.accept(word("clothing", "a", 2, false));
    replicas.accept(word("clothing", "b", 1, false));
    replicas.accept(word("shoes", "a", 1, false));
    assertThat(replicas.live("clothing"))
        .extracting(word -> word.replica() + word.revision())
        .containsExactlyInAnyOrder("a2", "b1");
  }

  @Test
  void oneThatLeavesOrIsSilentForLongIsGoneWhateverItsOwnClockSays() {
    replicas.accept(word("clothing", "a", 1, false));
    replicas.accept(word("clothing", "b", 1, false));
    replicas.accept(word("clothing", "b", 1, true));
    now = now.plusSeconds(15);
    assertThat(replicas.live("clothing")).extracting(RolloutObserved::replica).containsExactly("a");
    now = now.plusMillis(1);
    assertThat(replicas.live("clothing")).isEmpty();
  }

  private static RolloutObserved word(String model, String replica, int revision, boolean leaving) {
    return new RolloutObserved(
        model,
        replica,
        revision,
        1,
        List.of(),
        null,
        leaving,
        Instant.parse("2020-01-01T00:00:00Z"));
  }
}
