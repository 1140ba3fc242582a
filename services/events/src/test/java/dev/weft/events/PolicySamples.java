package dev.weft.events;

import dev.weft.events.rollout.RolloutCondition;
import dev.weft.events.rollout.RolloutMetric;
import dev.weft.events.rollout.RolloutPolicy;
import dev.weft.events.rollout.RolloutStep;
import dev.weft.events.rollout.RolloutStrategy;
import dev.weft.events.rollout.UncertaintyPolicy;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.IntStream;

/** Generates random policies and their parts, like {@link Samples}. */
final class PolicySamples extends Draws {

  PolicySamples(Random random) {
    super(random);
  }

  RolloutPolicy policy() {
    RolloutStrategy strategy = oneOf(RolloutStrategy.values());
    return new RolloutPolicy(
        maybe(random::nextBoolean),
        strategy,
        maybe(() -> steps(strategy)),
        maybe(() -> analysis(strategy.shadows())),
        maybe(this::count),
        maybe(
            () ->
                new RolloutPolicy.Drift(
                    maybe(() -> 1 - random.nextDouble()),
                    maybe(this::count),
                    maybe(random::nextBoolean))),
        maybe(this::uncertainty));
  }

  private UncertaintyPolicy uncertainty() {
    boolean isShare = random.nextBoolean();
    Double target = maybe(() -> 1 - random.nextDouble());
    return new UncertaintyPolicy(
        isShare ? target : null,
        isShare || target == null || target == 1 ? null : target,
        target != null && target < 1 && random.nextBoolean(),
        maybe(random::nextDouble),
        maybe(() -> Map.of("dress", random.nextDouble(), "T-shirt", random.nextDouble())),
        maybe(random::nextGaussian));
  }

  private List<RolloutStep> steps(RolloutStrategy strategy) {
    var steps = new ArrayList<>(some(2, this::pause));
    if (strategy == RolloutStrategy.ALL_AT_ONCE) {
      return List.of();
    }
    if (strategy.shadows()) {
      steps.add(RolloutStep.shadow(1 + random.nextInt(100)));
      steps.addAll(some(2, this::hold));
    }
    if (strategy.answersUsers()) {
      int[] weights = IntStream.rangeClosed(0, 3).map(i -> 1 + random.nextInt(100)).toArray();
      for (int weight : IntStream.of(weights).sorted().toArray()) {
        steps.add(RolloutStep.weight(weight));
        steps.addAll(some(2, this::hold));
      }
    } else {
      steps.add(RolloutStep.untilResumed());
    }
    return steps;
  }

  /** Any step; a list of them need not make sense. */
  RolloutStep step() {
    return oneOf(hold(), RolloutStep.weight(perCent()), RolloutStep.shadow(perCent()));
  }

  private RolloutStep hold() {
    return oneOf(
        pause(), new RolloutStep(null, null, null, new RolloutStep.Analysis(maybe(this::count))));
  }

  private RolloutStep pause() {
    return oneOf(RolloutStep.untilResumed(), RolloutStep.pauseOf(count()));
  }

  /**
   * At least one condition, no duplicates, and one condition that needs no shadow, since default
   * steps may end it.
   *
   * @param shadow whether there is a shadow to compare with
   */
  RolloutPolicy.Analysis analysis(boolean shadow) {
    var conditions = new ArrayList<RolloutCondition>();
    conditions.add(condition(false));
    for (RolloutCondition condition : some(2, () -> condition(shadow))) {
      if (conditions.stream().noneMatch(c -> c.toString().equals(condition.toString()))) {
        conditions.add(condition);
      }
    }
    return new RolloutPolicy.Analysis(
        maybe(this::count), maybe(() -> 0.75 + random.nextDouble() / 8), maybe(() -> conditions));
  }

  RolloutCondition condition(boolean shadow) {
    RolloutMetric metric = oneOf(RolloutMetric.values());
    if (metric == RolloutMetric.AGREEMENT && !shadow) {
      metric = RolloutMetric.ACCURACY;
    }
    String of = metric.comparesVersions() ? "value" : oneOf("value", "difference", "ratio");
    return new RolloutCondition(
        metric,
        of + drawn(" ", 0, 3) + oneOf(">=", "<=", ">", "<") + drawn(" ", 0, 3) + bound(),
        maybe(() -> random.nextInt(100)),
        maybe(() -> random.nextInt(100)),
        maybe(this::count),
        metric == RolloutMetric.ACCURACY && random.nextBoolean());
  }

  private String bound() {
    return oneOf("", "-") + drawn("0123456789", 1, 9) + oneOf("", "." + drawn("0123456789", 1, 9));
  }
}
