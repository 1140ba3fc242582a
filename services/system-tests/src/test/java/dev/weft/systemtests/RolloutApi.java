package dev.weft.systemtests;

import static org.awaitility.Awaitility.await;

import dev.weft.client.RolloutClient;
import dev.weft.client.WeftException;
import dev.weft.client.rollout.OrderQuery;
import dev.weft.client.rollout.OrderTerms;
import dev.weft.client.rollout.RolloutAction;
import dev.weft.client.rollout.RolloutOrder;
import dev.weft.client.rollout.RolloutPolicy;
import dev.weft.client.rollout.RolloutState;
import java.time.Duration;
import java.util.function.Function;
import java.util.function.Predicate;
import org.awaitility.core.ConditionTimeoutException;

/** Rollouts of one model, over HTTP. */
public final class RolloutApi {
  private final Server gateway;
  private final String model;

  RolloutApi(Server gateway) {
    this(gateway, RolloutScene.MODEL);
  }

  public RolloutApi(Server gateway, String model) {
    this.gateway = gateway;
    this.model = model;
  }

  /** Sets the model's policy. */
  public RolloutState policy(RolloutPolicy policy) {
    return answer(it -> it.setPolicy(model, policy, OrderQuery.NONE, OrderTerms.ANY));
  }

  /** Sends an order that names no version. */
  public RolloutState order(RolloutAction action) {
    RolloutOrder order = new RolloutOrder(null, null, null);
    return answer(it -> it.order(model, action, order, OrderTerms.ANY));
  }

  /** Returns the current state. */
  public RolloutState state() {
    return answer(
        it -> it.find(model).orElseThrow(() -> new AssertionError(model + " has no state")));
  }

  /** Waits for a matching state and returns it; a failure shows the last state. */
  public RolloutState awaitState(String what, Duration timeout, Predicate<RolloutState> wanted) {
    RolloutState[] last = new RolloutState[1];
    try {
      await(what)
          .atMost(timeout)
          .pollInterval(Duration.ofMillis(200))
          .until(() -> wanted.test(last[0] = state()));
    } catch (ConditionTimeoutException e) {
      throw new AssertionError(e.getMessage() + "; the state is " + last[0], e);
    }
    return last[0];
  }

  /** Whether a version is being rolled out. */
  public static boolean isRollingOut(RolloutState state, int version) {
    return state.rollout() != null && state.rollout().version() == version;
  }

  /** Whether a version serves. */
  public static boolean isServing(RolloutState state, int version) {
    return state.serving() != null && state.serving() == version;
  }

  private RolloutState answer(Function<RolloutClient, RolloutState> call) {
    try {
      return call.apply(gateway.weft().rollouts());
    } catch (WeftException e) {
      throw new AssertionError(e.getMessage(), e);
    }
  }
}
