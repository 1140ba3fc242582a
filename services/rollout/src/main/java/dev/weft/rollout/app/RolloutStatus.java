package dev.weft.rollout.app;

import dev.weft.events.rollout.RolloutChanged.Ended;
import dev.weft.events.rollout.RolloutChanged.Outcome;
import dev.weft.events.rollout.RolloutRefused;
import dev.weft.kafka.client.LastFailure;
import dev.weft.rollout.control.ControlListener;
import dev.weft.rollout.state.ModelState;
import dev.weft.rollout.state.Served;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Optional;

/** Current status of the service, for health checks and as meters under {@code weft.rollout}. */
@Singleton
class RolloutStatus implements ControlListener {
  private final MeterRegistry registry;
  private final ModelMeters meters;
  private volatile Collection<ModelState> states = List.of();
  private volatile boolean joined;
  private volatile long round = System.nanoTime();
  private volatile boolean begun;
  private final LastFailure failure = new LastFailure();

  RolloutStatus(MeterRegistry registry) {
    this.registry = registry;
    this.meters = new ModelMeters(registry);
  }

  @Override
  public void round(Collection<ModelState> statesNow, boolean joinedNow) {
    meters.show(statesNow);
    statesNow.forEach(this::registerEnds);
    states = List.copyOf(statesNow);
    joined = joinedNow;
    round = System.nanoTime();
    begun = true;
    if (joinedNow) {
      failure.over();
    }
  }

  @Override
  public void failed(String why) {
    failure.note(why);
  }

  @Override
  public void changed(ModelState before, ModelState after) {
    meters.changed(before, after);
    if (before instanceof Served was
        && after instanceof Served is
        && !is.servingState().history().equals(was.servingState().history())) {
      Ended ended = is.servingState().history().get(0);
      ends(is.model(), ended.outcome()).increment();
    }
  }

  /** A counter that is only there once it counts has no increase at the first end. */
  private void registerEnds(ModelState state) {
    if (state instanceof Served && !states.contains(state)) {
      for (Outcome outcome : Outcome.values()) {
        ends(state.model(), outcome);
      }
    }
  }

  private Counter ends(String model, Outcome outcome) {
    return registry.counter("weft.rollout.ended", "model", model, "outcome", outcome.code());
  }

  @Override
  public void refused(RolloutRefused.Reason reason) {
    registry.counter("weft.rollout.refusals", "reason", reason.code()).increment();
  }

  /** States of the models that this replica owns. */
  Collection<ModelState> states() {
    return states;
  }

  /** Whether this replica owns a partition, and so decides; false for a standby. */
  boolean isJoined() {
    return joined;
  }

  /**
   * Whether a membership has completed a round or has ended. The first one starts once store and
   * broker have answered.
   */
  boolean isBegun() {
    return begun;
  }

  /** The reason why no decisions can be made; empty if they can. */
  Optional<String> failing() {
    return failure.now();
  }

  /** Time since the last round, or since the end of the last membership if that was later. */
  Duration sinceRound() {
    return Duration.ofNanos(System.nanoTime() - round);
  }
}
