package dev.weft.bench.rollout;

import dev.weft.client.RolloutClient;
import dev.weft.client.json.WeftJson;
import dev.weft.client.rollout.OrderQuery;
import dev.weft.client.rollout.OrderTerms;
import dev.weft.client.rollout.RolloutAction;
import dev.weft.client.rollout.RolloutOrder;
import dev.weft.client.rollout.RolloutPolicy;
import dev.weft.client.rollout.RolloutState;
import dev.weft.client.rollout.RolloutStep;
import dev.weft.client.rollout.RolloutStrategy;
import dev.weft.console.CliException;
import dev.weft.console.ExitCode;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;

/** Rolls out versions of a model step by step, while images arrive. */
final class RolloutRun {
  private static final Duration TIMEOUT = Duration.ofMinutes(3);
  private static final Duration LOOK = Duration.ofMillis(100);

  /** Each step lasts until it is resumed, and there is no analysis. */
  private static final RolloutPolicy POLICY =
      new RolloutPolicy(
          false,
          RolloutStrategy.SHADOW_CANARY,
          List.of(
              RolloutStep.shadow(100),
              RolloutStep.untilResumed(),
              RolloutStep.shadow(0),
              RolloutStep.weight(10),
              RolloutStep.untilResumed(),
              RolloutStep.weight(50),
              RolloutStep.untilResumed()),
          new RolloutPolicy.Analysis(null, null, List.of()),
          0,
          null);

  private static final String WHY = "measuring";
  private static final String WHO = "weft bench";

  private final RolloutClient rollouts;
  private final String model;
  private final SteadyLoad load;
  private final int images;

  /**
   * @param images number of images in each phase
   */
  RolloutRun(RolloutClient rollouts, String model, SteadyLoad load, int images) {
    this.rollouts = rollouts;
    this.model = model;
    this.load = load;
    this.images = images;
  }

  /** Sets the policy, so that versions are only rolled out on request. */
  static void prepare(RolloutClient rollouts, String model) {
    rollouts.setPolicy(model, POLICY, new OrderQuery(WHY, WHO), OrderTerms.ANY);
  }

  /** Runs a rollout, from before the version is started until after it has taken over. */
  void roll(int version) throws InterruptedException {
    load.enter(LoadPhase.BEFORE);
    load.await(images);
    load.enter(LoadPhase.LOADING);
    order(RolloutAction.START, version);
    await("shadow", state -> state.rollout() != null && state.rollout().shadow() == 100);
    stay(LoadPhase.SHADOW);
    resume("10 %", state -> state.rollout() != null && state.rollout().weight() == 10);
    stay(LoadPhase.CANARY_10);
    resume("50 %", state -> state.rollout() != null && state.rollout().weight() == 50);
    stay(LoadPhase.CANARY_50);
    load.enter(LoadPhase.TAKE_OVER);
    resume("promoted", state -> Integer.valueOf(version).equals(state.serving()));
    load.await(images);
  }

  private void stay(LoadPhase phase) throws InterruptedException {
    load.enter(phase);
    load.await(images);
  }

  private void resume(String what, Predicate<RolloutState> wanted) throws InterruptedException {
    await(
        what,
        state ->
            state.rollout() != null
                && state.rollout().phase() == dev.weft.client.rollout.RolloutPhase.PAUSED);
    order(RolloutAction.RESUME, null);
    await(what, wanted);
  }

  private void await(String what, Predicate<RolloutState> wanted) throws InterruptedException {
    long end = System.nanoTime() + TIMEOUT.toNanos();
    Optional<RolloutState> state = rollouts.find(model);
    while (state.filter(wanted).isEmpty()) {
      if (System.nanoTime() > end) {
        throw new CliException(
            ExitCode.FAILED,
            "the rollout did not reach: " + what,
            "its state is " + state.map(WeftJson::write).orElse("{}"));
      }
      Thread.sleep(LOOK.toMillis());
      state = rollouts.find(model);
    }
  }

  private void order(RolloutAction action, Integer version) {
    rollouts.order(model, action, new RolloutOrder(version, WHY, WHO), OrderTerms.ANY);
  }
}
