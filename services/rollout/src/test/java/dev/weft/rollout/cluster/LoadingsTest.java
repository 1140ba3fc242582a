package dev.weft.rollout.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import dev.weft.events.rollout.RolloutObserved;
import dev.weft.events.rollout.RolloutObserved.ReplicaVersion;
import dev.weft.events.rollout.RolloutObserved.State;
import dev.weft.rollout.state.Loading;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

class LoadingsTest {
  private static final Instant NOON = Instant.parse("2026-11-28T12:00:00Z");

  private long seconds;
  private Instant clock = NOON;
  private final Loadings loadings =
      new Loadings(
          Duration.ofMinutes(30), () -> clock, () -> Duration.ofSeconds(seconds).toNanos());

  private void pass(int more) {
    seconds += more;
    clock = clock.plusSeconds(more);
  }

  private void report(String replica, int revision, ReplicaVersion... versions) {
    loadings.accept(observed(replica, revision, false, versions));
  }

  private static RolloutObserved observed(
      String replica, int revision, boolean leaving, ReplicaVersion... versions) {
    return new RolloutObserved(
        "clothing", replica, revision, 1, List.of(versions), null, leaving, NOON);
  }

  private static ReplicaVersion two(State state) {
    return new ReplicaVersion(2, state, null, null);
  }

  @Test
  void aReplicaThatGoesOnLoadingDoesSoSinceItWasFirstHeardTo() {
    report("a", 5, two(State.LOADING));
    pass(60);
    report("a", 5, two(State.LOADING));
    pass(5);
    assertThat(loadings.of("clothing"))
        .containsExactly(new Loading("a", 2, NOON, NOON.plusSeconds(60)));
    assertThat(loadings.of("shoes")).isEmpty();
  }

  @Test
  void aReplicaThatStartsAgainIsStillLoading() {
    report("a", 5, two(State.LOADING));
    pass(60);
    report("a", 0);
    assertThat(loadings.of("clothing")).hasSize(1);
    pass(1);
    report("a", 5, two(State.LOADING));
    assertThat(loadings.of("clothing"))
        .containsExactly(new Loading("a", 2, NOON, NOON.plusSeconds(61)));
  }

  @Test
  void aVersionThatIsThereOrFailedOrIsNotAskedForAnyMoreIsNotBeingLoaded() {
    report("a", 5, two(State.LOADING));
    report("b", 5, two(State.LOADING));
    report("c", 5, two(State.LOADING));
    report("d", 5, two(State.LOADING));
    report("e", 5, two(State.LOADING));
    report("a", 5, two(State.READY));
    report("b", 5, two(State.FAILED));
    report("c", 5, two(State.REFUSED));
    report("d", 6);
    loadings.accept(observed("e", 5, true, two(State.LOADING)));
    assertThat(loadings.of("clothing")).isEmpty();
  }

  @Test
  void aReplicaThatFallsSilentIsRememberedForAWhileAndNotForEver() {
    report("a", 5, two(State.LOADING));
    pass(29 * 60);
    assertThat(loadings.of("clothing")).extracting(Loading::lastReportAt).containsExactly(NOON);
    pass(2 * 60);
    assertThat(loadings.of("clothing")).isEmpty();
  }

  @Test
  void aClockThatJumpsMakesNobodySilent() {
    report("a", 5, two(State.LOADING));
    seconds += 10;
    clock = clock.plus(Duration.ofHours(7));
    assertThat(loadings.of("clothing"))
        .extracting(Loading::since)
        .containsExactly(clock.minusSeconds(10));
  }
}
