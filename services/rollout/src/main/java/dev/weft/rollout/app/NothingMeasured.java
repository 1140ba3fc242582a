package dev.weft.rollout.app;

import dev.weft.events.RolloutChanged.Verdict;
import dev.weft.rollout.judge.Reading;
import dev.weft.rollout.state.Evidence;
import io.quarkus.arc.DefaultBean;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;

/** Where nothing measures, nothing is concluded: rollouts with conditions pause. */
@Singleton
class NothingMeasured {

  @Produces
  @Singleton
  @DefaultBean
  Evidence evidence() {
    return (standing, trial, condition) ->
        new Reading(Verdict.INCONCLUSIVE, Double.NaN, Double.NaN, Double.NaN, 0);
  }
}
