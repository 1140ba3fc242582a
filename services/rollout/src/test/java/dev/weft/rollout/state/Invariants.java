package dev.weft.rollout.state;

import static org.assertj.core.api.Assertions.assertThat;

import dev.weft.events.rollout.RolloutAction;
import dev.weft.events.rollout.RolloutChanged;
import dev.weft.events.rollout.RolloutChanged.Outcome;
import dev.weft.events.rollout.RolloutChanged.Rollout;
import dev.weft.events.rollout.RolloutRefused.Reason;
import dev.weft.events.rollout.RolloutRequested;
import dev.weft.events.rollout.RolloutStep;
import dev.weft.rollout.retention.StoredVersion;
import dev.weft.rolloutrules.Readiness;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Invariants of every state and every change, in any history. */
final class Invariants {
  private static final Set<RolloutAction> SWITCH_AT_ONCE =
      Set.of(RolloutAction.ROLLBACK, RolloutAction.PIN);

  private final Map<String, Integer> begun = new HashMap<>();

  void afterOrder(
      ModelState before, RolloutRequested order, OrderResult answer, ObservedCluster cluster) {
    boolean stale = order.revision() != null && order.revision() != before.revision();
    if (answer instanceof OrderResult.Refused refused) {
      assertThat(refused.detail()).isNotBlank();
      if (stale && before instanceof Served) {
        assertThat(refused.reason()).isEqualTo(Reason.STALE_REVISION);
      }
      return;
    }
    Served after = ((OrderResult.Accepted) answer).next();
    assertThat(stale).as("a stale order is accepted: %s", order).isFalse();
    assertThat(after.revision()).isEqualTo(before.revision() + 1);
    assertThat(after.servingState().cause().orderId()).isEqualTo(order.orderId());
    Served served = (Served) before;
    int serving = after.servingState().serving();
    if (serving != served.servingState().serving() && !SWITCH_AT_ONCE.contains(order.action())) {
      assertThat(cluster.readiness(after.model(), serving)).isInstanceOf(Readiness.Ready.class);
    }
    if (serving != served.servingState().serving()) {
      assertThat(cluster.published()).contains(serving);
    }
    holds(before, after, cluster);
  }

  void afterPolicy(ModelState before, Served after, ObservedCluster cluster) {
    assertThat(after.revision() - before.revision()).isBetween(0, 1);
    if (after.revision() == before.revision()) {
      assertThat(decided(after)).isEqualTo(decided((Served) before));
    }
    if (before instanceof Served served
        && after.servingState().serving() != served.servingState().serving()) {
      assertThat(served.candidate()).hasValue(after.servingState().serving());
      assertThat(silentOver((InProgress) served, cluster)).as("fell silent over it").isEmpty();
      assertThat(cluster.readiness(after.model(), after.servingState().serving()))
          .isInstanceOf(Readiness.Ready.class);
    }
    holds(before, after, cluster);
  }

  /** Replicas that the candidate may have crashed. */
  private static List<Loading> silentOver(InProgress state, ObservedCluster cluster) {
    RolloutProgress progress = state.progress();
    return cluster.loadings().stream()
        .filter(loading -> loading.version() == progress.version())
        .filter(loading -> loading.lastReportAt().isAfter(progress.startedAt()))
        .filter(
            loading ->
                cluster.replicas().stream()
                    .noneMatch(replica -> replica.replica().equals(loading.replica())))
        .toList();
  }

  /** The parts of a state that must not change without a new revision. */
  private static List<Object> decided(Served state) {
    RolloutChanged event = state.event();
    Rollout rollout = event.rollout();
    return List.of(
        event.serving(),
        event.pinned(),
        event.policy(),
        event.history(),
        event.aliases(),
        event.considered(),
        rollout.id(),
        rollout.phase(),
        rollout.step(),
        rollout.weight(),
        rollout.shadow(),
        rollout.exposedAt());
  }

  private void holds(ModelState before, Served after, ObservedCluster cluster) {
    assertThat(after.servingState().considered())
        .isGreaterThanOrEqualTo(after.servingState().serving());
    if (before instanceof Served served) {
      historyGrows(served.servingState(), after.servingState());
    }
    if (!(after instanceof InProgress underWay)) {
      return;
    }
    RolloutProgress progress = underWay.progress();
    assertThat(after.servingState().pinned()).isFalse();
    assertThat(progress.version()).isNotEqualTo(after.servingState().serving());
    assertThat(progress.step()).isBetween(0, progress.steps().size());
    assertThat(progress.weight()).isBetween(0, 100);
    assertThat(progress.shadow()).isBetween(0, 100);
    assertThat(progress.weight()).isEqualTo(said(progress, true));
    assertThat(progress.shadow()).isEqualTo(said(progress, false));
    int weightBefore =
        before instanceof InProgress was && same(was, underWay) ? was.progress().weight() : 0;
    if (progress.weight() > weightBefore) {
      assertThat(cluster.readiness(after.model(), progress.version()))
          .isInstanceOf(Readiness.Ready.class);
    }
    if (!(before instanceof InProgress was && same(was, underWay))) {
      assertThat(begun.put(progress.id(), after.revision())).as("id used before").isNull();
    }
  }

  private static boolean same(InProgress one, InProgress other) {
    return one.progress().id().equals(other.progress().id());
  }

  /** The share that the finished steps have set last. */
  private static int said(RolloutProgress progress, boolean weight) {
    return progress.steps().subList(0, progress.step()).stream()
        .map(weight ? RolloutStep::setWeight : RolloutStep::setShadow)
        .filter(java.util.Objects::nonNull)
        .reduce(0, (earlier, later) -> later);
  }

  private static void historyGrows(ServingState before, ServingState after) {
    int more = after.history().equals(before.history()) ? 0 : 1;
    int kept = Math.min(before.history().size(), RolloutChanged.HISTORY - more);
    assertThat(after.history().subList(more, more + kept))
        .isEqualTo(before.history().subList(0, kept));
    if (more == 1 && after.history().get(0).outcome() == Outcome.PROMOTED) {
      assertThat(after.serving()).isEqualTo(after.history().get(0).version());
    }
  }

  /** Drops the records of a change that was not committed. */
  void forget(ModelState state) {
    begun.values().removeIf(revision -> revision > state.revision());
  }

  void beforeRemoval(Served state, List<Integer> removable, Map<Integer, StoredVersion> store) {
    assertThat(removable).doesNotContainAnyElementsOf(state.needed());
    Set<Integer> left = new HashSet<>(store.keySet());
    left.removeAll(removable);
    assertThat(left).isNotEmpty();
    for (int version : left) {
      int root = store.get(version).root();
      if (store.containsKey(root)) {
        assertThat(left).as("the root of %d", version).contains(root);
      }
    }
    assertThat(state.servingState().serving())
        .as("what serves stays")
        .satisfies(serving -> assertThat(removable).doesNotContain(serving));
  }
}
