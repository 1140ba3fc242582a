package dev.weft.chaos.nemesis;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.weft.chaos.cluster.ClusterLayout;
import dev.weft.chaos.nemesis.Sequence.Kind;
import java.time.Duration;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SequenceTest {
  private static final ClusterLayout LAYOUT = new ClusterLayout(20_000, 3, 2, 3, 1, 1);
  private static final Duration TEN_MINUTES = Duration.ofMinutes(10);
  private static final Set<Kind> ALL = EnumSet.allOf(Kind.class);

  @Test
  void theSameSeedGivesTheSameFaultsAtTheSameTimes() {
    assertThat(said(17)).isEqualTo(said(17)).isNotEqualTo(said(18));
  }

  @Test
  void aSequenceIsTheSameWhereverItsPortsAre() {
    ClusterLayout elsewhere = new ClusterLayout(30_000, 3, 2, 3, 1, 1);

    assertThat(Sequence.of(17, TEN_MINUTES, elsewhere, ALL))
        .isEqualTo(Sequence.of(17, TEN_MINUTES, LAYOUT, ALL));
  }

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8})
  void inTenMinutesEveryKindOfFaultOccurs(long seed) {
    Set<String> kinds =
        sequence(seed).stream()
            .map(appointment -> appointment.fault().kind())
            .collect(Collectors.toCollection(TreeSet::new));

    assertThat(kinds)
        .containsExactly(
            "clock",
            "cut",
            "cut-requests",
            "cut-responses",
            "delay",
            "disk-full",
            "kill",
            "lose-response",
            "pause",
            "reset-after-request",
            "truncate-request",
            "truncate-response",
            "twin");
  }

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8})
  void inTenMinutesEveryDutyOfABrokerIsHit(long seed) {
    Set<Class<?>> victims =
        sequence(seed).stream()
            .map(Appointment::fault)
            .filter(Fault.Kill.class::isInstance)
            .map(fault -> ((Fault.Kill) fault).victim().getClass())
            .collect(Collectors.toSet());

    assertThat(victims)
        .contains(
            Victim.Leader.class,
            Victim.GroupCoordinator.class,
            Victim.TransactionCoordinator.class,
            Victim.QuorumLeader.class);
  }

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8})
  void faultsAreOverBeforeTheEndAndNothingIsHitTwiceAtATime(long seed) {
    List<Appointment> sequence = sequence(seed);

    assertThat(sequence).hasSizeGreaterThan(40).allMatch(a -> a.end().compareTo(TEN_MINUTES) <= 0);
    for (int i = 0; i < sequence.size(); i++) {
      Appointment one = sequence.get(i);
      assertThat(sequence.subList(i + 1, sequence.size()))
          .noneMatch(
              other ->
                  other.fault().target().equals(one.fault().target())
                      && other.after().compareTo(one.end()) < 0);
    }
  }

  @Test
  void onlyTheKindsThatAreAskedForOccur() {
    assertThat(Sequence.of(5, TEN_MINUTES, LAYOUT, EnumSet.of(Kind.PAUSE)))
        .isNotEmpty()
        .allMatch(appointment -> appointment.fault() instanceof Fault.Pause)
        .allMatch(appointment -> appointment.lasts().toSeconds() > 10);
    assertThatThrownBy(() -> Sequence.of(5, TEN_MINUTES, LAYOUT, EnumSet.noneOf(Kind.class)))
        .hasMessageContaining("at least one kind");
  }

  private static List<Appointment> sequence(long seed) {
    return Sequence.of(seed, TEN_MINUTES, LAYOUT, ALL);
  }

  private static List<String> said(long seed) {
    return sequence(seed).stream().map(Appointment::description).toList();
  }
}
