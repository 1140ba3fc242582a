package dev.weft.rollout.world;

import dev.weft.events.ModelRef;
import dev.weft.events.Role;
import dev.weft.events.RolloutCondition;
import dev.weft.rollout.judge.Figures;
import dev.weft.rollout.judge.Reading;
import dev.weft.rollout.state.Evidence;
import dev.weft.rollout.state.Standing;
import dev.weft.rollout.state.Trial;
import java.util.EnumSet;
import java.util.Set;

/** Evidence from measurements of both versions over the same time. */
public record MeasuredEvidence(LiveFigures figures, Judgement judgement) implements Evidence {

  @Override
  public Reading reading(Standing standing, Trial trial, RolloutCondition condition) {
    Figures candidate =
        figures.figures(
            new ModelRef(standing.model(), trial.version()), roles(trial), trial.exposedAt());
    Figures serving =
        figures.figures(
            new ModelRef(standing.model(), standing.serving()),
            EnumSet.of(Role.PRIMARY),
            trial.exposedAt());
    return judgement.judge(condition, trial.analysis().confidence(), candidate, serving);
  }

  /** Those that the candidate has now: what it did in others is of another time. */
  private static Set<Role> roles(Trial trial) {
    Set<Role> roles = EnumSet.noneOf(Role.class);
    if (trial.weight() > 0) {
      roles.add(Role.CANARY);
    }
    if (trial.shadow() > 0) {
      roles.add(Role.SHADOW);
    }
    return roles;
  }
}
