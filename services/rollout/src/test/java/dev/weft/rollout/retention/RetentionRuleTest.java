package dev.weft.rollout.retention;

import static org.assertj.core.api.Assertions.assertThat;

import dev.weft.events.rollout.RolloutChanged;
import dev.weft.events.rollout.RolloutChanged.Cause;
import dev.weft.events.rollout.RolloutChanged.Ended;
import dev.weft.events.rollout.RolloutChanged.Kind;
import dev.weft.events.rollout.RolloutChanged.Outcome;
import dev.weft.events.rollout.RolloutPolicy;
import dev.weft.rollout.state.ModelState;
import dev.weft.rollout.state.Served;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class RetentionRuleTest {
  private static final Instant NOW = Instant.parse("2026-11-24T12:00:00Z");
  private static final RetentionRule RULE = new RetentionRule(Duration.ofHours(1));
  private static final Instant OLD = NOW.minusSeconds(3601);

  @Test
  void theNewestStayAndTheOldestGoFirst() {
    assertThat(RULE.removable(state(9, 3, null, Map.of()), versions(9, OLD), NOW))
        .containsExactly(2, 3, 4, 5, 6);
  }

  @Test
  void everythingStaysWhereThePolicySaysSo() {
    assertThat(RULE.removable(state(9, 0, null, Map.of()), versions(9, OLD), NOW)).isEmpty();
  }

  @Test
  void whatServesWhatItReplacedAndWhatHasANameStays() {
    assertThat(RULE.removable(state(5, 2, 4, Map.of("liked", 3)), versions(9, OLD), NOW))
        .containsExactly(2, 6, 7);
  }

  @Test
  void theRootOfWhatStaysStaysAndOtherRootsGo() {
    var stored =
        List.of(
            new StoredVersion(1, OLD, 1),
            new StoredVersion(2, OLD, 1),
            new StoredVersion(3, OLD, 3),
            new StoredVersion(4, OLD, 3));
    assertThat(RULE.removable(state(4, 1, null, Map.of()), stored, NOW)).containsExactly(1, 2);
  }

  @Test
  void whatIsYoungStays() {
    assertThat(RULE.removable(state(9, 1, null, Map.of()), versions(9, OLD.plusSeconds(2)), NOW))
        .isEmpty();
  }

  /** Versions that all descend from the first. */
  private static List<StoredVersion> versions(int count, Instant publishedAt) {
    return IntStream.rangeClosed(1, count)
        .mapToObj(version -> new StoredVersion(version, publishedAt, 1))
        .toList();
  }

  private static Served state(int serving, int keep, Integer before, Map<String, Integer> aliases) {
    List<Ended> history =
        before == null
            ? List.of()
            : List.of(new Ended("id", serving, before, Outcome.PROMOTED, null, OLD, OLD));
    return (Served)
        ModelState.of(
            new RolloutChanged(
                "clothing",
                1,
                serving,
                false,
                new RolloutPolicy(null, null, null, null, keep, null),
                null,
                history,
                aliases,
                serving,
                Cause.of(Kind.POLICY, null),
                OLD,
                null));
  }
}
