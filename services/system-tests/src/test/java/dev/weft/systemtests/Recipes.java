package dev.weft.systemtests;

import dev.weft.client.rollout.RolloutCondition;
import dev.weft.client.rollout.RolloutMetric;
import dev.weft.client.rollout.RolloutPolicy;
import dev.weft.client.rollout.RolloutStep;
import dev.weft.client.rollout.RolloutStrategy;
import dev.weft.client.training.TrainingRecipe;
import dev.weft.client.training.TrainingRequest;
import java.util.List;

/** Small trainings and fast rollouts, as records of the client. */
public final class Recipes {
  private Recipes() {}

  /**
   * Recipe that trains only the head.
   *
   * @param minImages classes with fewer images are left out
   * @param gateMargin 1 to publish whatever the result is; null for the trainer's default
   */
  static TrainingRecipe headOnly(int minImages, int epochs, Double gateMargin) {
    return new TrainingRecipe(
        null,
        minImages,
        null,
        new TrainingRecipe.Head(null, epochs, null, null, null, null, null),
        new TrainingRecipe.FineTune("none", null, null, null, null, null, null),
        gateMargin,
        null,
        null,
        null,
        null);
  }

  /** Request for a training of the server's default model. */
  static TrainingRequest request(TrainingRecipe recipe) {
    return new TrainingRequest(null, null, null, recipe, null);
  }

  /**
   * A policy that evaluates its conditions every two seconds.
   *
   * @param conditions conditions that a candidate must meet
   */
  public static RolloutPolicy policy(
      RolloutStrategy strategy, List<RolloutStep> steps, RolloutCondition... conditions) {
    return new RolloutPolicy(
        null,
        strategy,
        steps,
        new RolloutPolicy.Analysis(2, null, List.of(conditions)),
        null,
        null);
  }

  /** A condition with the default limits. */
  public static RolloutCondition condition(RolloutMetric metric, String successCondition) {
    return new RolloutCondition(metric, successCondition, null, null, null);
  }
}
