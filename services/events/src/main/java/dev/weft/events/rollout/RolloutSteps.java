package dev.weft.events.rollout;

import java.util.List;

/** Rules for the steps of each strategy. */
final class RolloutSteps {

  private static final int MAX = 100;

  private RolloutSteps() {}

  /** Returns a strategy's default steps. */
  static List<RolloutStep> of(RolloutStrategy strategy) {
    return switch (strategy) {
      case ALL_AT_ONCE -> List.of();
      case CANARY ->
          List.of(
              RolloutStep.weight(10),
              RolloutStep.judged(),
              RolloutStep.weight(50),
              RolloutStep.judged());
      case SHADOW ->
          List.of(RolloutStep.shadow(100), RolloutStep.judged(), RolloutStep.untilResumed());
      case SHADOW_CANARY ->
          List.of(
              RolloutStep.shadow(100),
              RolloutStep.judged(),
              RolloutStep.shadow(0),
              RolloutStep.weight(10),
              RolloutStep.judged(),
              RolloutStep.weight(50),
              RolloutStep.judged());
    };
  }

  /**
   * Checks that the strategy allows these steps and that their order makes sense.
   *
   * @param conditions the conditions of the analysis steps
   * @throws IllegalArgumentException if they contradict it or each other
   */
  static void require(
      RolloutStrategy strategy, List<RolloutStep> steps, List<RolloutCondition> conditions) {
    if (steps.size() > MAX) {
      throw new IllegalArgumentException(
          "a rollout must have at most " + MAX + " steps, but has " + steps.size());
    }
    if (strategy == RolloutStrategy.ALL_AT_ONCE && !steps.isEmpty()) {
      throw new IllegalArgumentException(
          "all-at-once must not have steps, but has " + steps.size() + "; omit them");
    }
    var walk = new Walk(strategy, conditions);
    steps.forEach(walk::take);
    walk.end();
  }

  /** The candidate's exposure after each step. */
  private static final class Walk {

    private final RolloutStrategy strategy;
    private final List<RolloutCondition> conditions;
    private int weight;
    private int shadow;
    private int mostShadow;
    private RolloutStep last;

    Walk(RolloutStrategy strategy, List<RolloutCondition> conditions) {
      this.strategy = strategy;
      this.conditions = conditions;
    }

    void take(RolloutStep step) {
      last = step;
      if (step.setWeight() != null) {
        requireKnown(strategy.answersUsers(), "setWeight");
        requireNoFall(step.setWeight());
        weight = step.setWeight();
      } else if (step.setShadow() != null) {
        requireKnown(strategy.shadows(), "setShadow");
        shadow = step.setShadow();
        mostShadow = Math.max(shadow, mostShadow);
      } else if (step.analysis() != null) {
        requireMeasurable();
      }
    }

    private void requireMeasurable() {
      if (weight == 0 && shadow == 0) {
        throw new IllegalArgumentException(
            "an analysis requires images, but the candidate has none at this step; move it after a"
                + " setWeight or setShadow above 0");
      }
      if (shadow == 0
          && !conditions.isEmpty()
          && conditions.stream().allMatch(c -> c.metric().needsShadow())) {
        throw new IllegalArgumentException(
            "agreement is measured on the images of a shadow, but at an analysis step there are"
                + " none, and it has no other condition; add another condition, or keep the"
                + " shadow");
      }
    }

    void end() {
      requireExposed(strategy.answersUsers(), weight, "setWeight");
      requireExposed(strategy.shadows(), mostShadow, "setShadow");
      if (strategy == RolloutStrategy.SHADOW && !last.equals(RolloutStep.untilResumed())) {
        throw new IllegalArgumentException(
            "with the strategy shadow, a version is promoted manually: the last step must be a"
                + " pause without seconds");
      }
    }

    private void requireKnown(boolean known, String step) {
      if (!known) {
        throw new IllegalArgumentException(
            "the strategy "
                + strategy.code()
                + " does not allow the step "
                + step
                + "; choose another strategy");
      }
    }

    private void requireNoFall(int next) {
      if (next < weight) {
        throw new IllegalArgumentException(
            "weights must not decrease, but setWeight "
                + next
                + " comes after "
                + weight
                + "; to give up a candidate, use abort");
      }
    }

    private void requireExposed(boolean needed, int most, String step) {
      if (needed && most == 0) {
        throw new IllegalArgumentException(
            "the strategy " + strategy.code() + " requires a step " + step + " above 0");
      }
    }
  }
}
