package dev.weft.trainer.app;

import dev.weft.events.training.TrainingProgressed;
import dev.weft.events.training.TrainingState;
import dev.weft.kafka.client.LastFailure;
import dev.weft.telemetry.Traces;
import dev.weft.trainer.orders.TrainingListener;
import dev.weft.trainer.orders.TrainingTracing;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.Optional;
import java.util.stream.Stream;

/** The trainer's current status, for health checks and as meters under {@code weft.trainer}. */
@Singleton
class TrainerStatus implements TrainingListener {
  private final MeterRegistry registry;
  private final TrainingTracing follower;
  private final ProgressMeters progress;
  private final LastFailure failure = new LastFailure();
  private volatile int waiting;
  private volatile boolean training;
  private volatile boolean joined;
  private volatile long round = System.nanoTime();

  TrainerStatus(MeterRegistry registry, Traces traces, TrainingTraces trainings) {
    this.follower = traces.isOn() ? trainings : TrainingTracing.NONE;
    this.registry = registry;
    this.progress = new ProgressMeters(registry);
    Gauge.builder("weft.trainer.waiting", this, status -> status.waiting)
        .description("Number of training requests that wait for another training to finish")
        .register(registry);
    Gauge.builder("weft.trainer.training", this, status -> status.training ? 1 : 0)
        .description("1 while this trainer runs a training, otherwise 0")
        .register(registry);
    // A counter that is only there once it counts has no increase at the first end.
    Stream.of(TrainingState.values()).filter(TrainingState::isEnd).forEach(this::ends);
  }

  @Override
  public void round(int waitingNow, boolean trainingNow, boolean joinedNow) {
    waiting = waitingNow;
    training = trainingNow;
    joined = joinedNow;
    round = System.nanoTime();
    if (joinedNow) {
      failure.over();
    }
    if (!trainingNow) {
      progress.ended();
    }
  }

  @Override
  public void failed(String why) {
    failure.note(why);
  }

  @Override
  public TrainingTracing follower() {
    return follower;
  }

  @Override
  public void progressed(TrainingProgressed event) {
    progress.progressed(event);
  }

  @Override
  public void ended(TrainingState state) {
    ends(state).increment();
  }

  private Counter ends(TrainingState state) {
    return registry.counter("weft.trainer.trainings", "state", state.code());
  }

  int waiting() {
    return waiting;
  }

  boolean isTraining() {
    return training;
  }

  /** Whether the group has assigned a partition to this trainer; otherwise it is a standby. */
  boolean isJoined() {
    return joined;
  }

  /** Returns why orders cannot be processed; empty if they can. */
  Optional<String> failing() {
    return failure.now();
  }

  Duration sinceRound() {
    return Duration.ofNanos(System.nanoTime() - round);
  }
}
