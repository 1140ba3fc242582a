package dev.weft.rollout.cluster;

import dev.weft.events.ModelRef;
import dev.weft.events.model.ServingRole;
import dev.weft.events.rollout.RolloutCondition;
import dev.weft.rollout.judge.MeasuredFigures;
import dev.weft.rollout.judge.Reading;
import dev.weft.rollout.state.Evidence;
import dev.weft.rollout.state.RolloutProgress;
import dev.weft.rollout.state.ServingState;
import java.util.EnumSet;
import java.util.Set;
import java.util.function.BooleanSupplier;

/**
 * Evidence from measurements of both versions over the same period.
 *
 * @param known whether the figures are complete
 */
public record MeasuredEvidence(LiveFigures figures, BooleanSupplier known, Judgement judgement)
    implements Evidence {

  @Override
  public boolean isKnown() {
    return known.getAsBoolean();
  }

  @Override
  public Reading reading(
      ServingState servingState, RolloutProgress progress, RolloutCondition condition) {
    MeasuredFigures candidate =
        figures.figures(
            new ModelRef(servingState.model(), progress.version()),
            roles(progress),
            progress.exposedAt());
    MeasuredFigures serving =
        figures.figures(
            new ModelRef(servingState.model(), servingState.serving()),
            EnumSet.of(ServingRole.PRIMARY),
            progress.exposedAt());
    return judgement.judge(
        condition,
        progress.analysis().confidence(),
        candidate,
        serving,
        candidate.pairsWith(servingState.serving()));
  }

  /** The roles that the candidate has now; figures of its other roles are from another period. */
  private static Set<ServingRole> roles(RolloutProgress progress) {
    Set<ServingRole> roles = EnumSet.noneOf(ServingRole.class);
    if (progress.weight() > 0) {
      roles.add(ServingRole.CANARY);
    }
    if (progress.shadow() > 0) {
      roles.add(ServingRole.SHADOW);
    }
    return roles;
  }
}
