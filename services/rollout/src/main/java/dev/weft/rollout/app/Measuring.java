package dev.weft.rollout.app;

import dev.weft.events.kafka.EventCodec;
import dev.weft.kafka.cdi.Brokers;
import dev.weft.rollout.cluster.MeasuredEvidence;
import dev.weft.rollout.drift.DriftRounds;
import dev.weft.rollout.judge.Judge;
import dev.weft.rollout.measure.MeasureSettings;
import dev.weft.rollout.measure.MeasureStreams;
import dev.weft.rollout.measure.MeasuredTopic;
import dev.weft.rollout.measure.Windows;
import dev.weft.rollout.state.Evidence;
import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import jakarta.enterprise.event.Observes;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import java.time.InstantSource;
import java.util.Optional;

/** Life cycle of the measurement of live images and of the drift detection. */
@Singleton
class Measuring {
  private static final String NAME = "weft-rollout-measured";

  private final Optional<MeasureStreams> streams;
  private final MeasuredTopic measured;
  private final QualityMeters meters;
  private final DriftRounds drift;

  Measuring(
      RolloutConfig config,
      Brokers brokers,
      EventCodec codec,
      WatchedVersions versions,
      EventSender sender,
      MeterRegistry registry) {
    var measure = config.measure();
    this.streams =
        config.enabled()
            ? Optional.of(new MeasureStreams(settings(config, brokers), codec))
            : Optional.empty();
    this.measured =
        new MeasuredTopic(
            brokers.config(),
            NAME,
            codec,
            measure.remember(),
            measure.windowsMemory().asLongValue());
    this.meters =
        new QualityMeters(
            registry,
            new RecentFigures(measured::figures, measure.metricsOver(), InstantSource.system()));
    this.drift =
        new DriftRounds(
            brokers.config(),
            "weft-rollout-drift",
            codec,
            measured,
            versions::all,
            sender::send,
            meters,
            measure.driftEvery());
  }

  private static MeasureSettings settings(RolloutConfig config, Brokers brokers) {
    var measure = config.measure();
    return new MeasureSettings(
        measure.applicationId(),
        brokers.config(),
        config.instanceId(),
        measure.stateDir(),
        measure.standbys(),
        measure.memory().asLongValue(),
        measure.session(),
        new Windows(measure.window(), measure.remember()),
        measure.emit());
  }

  @Produces
  @Singleton
  Evidence evidence() {
    return new MeasuredEvidence(measured::figures, measured::isCaughtUp, Judge::judge);
  }

  @Produces
  @Singleton
  QualityMeters meters() {
    return meters;
  }

  /** Whether the stream application has stopped for good. */
  boolean isDead() {
    return streams.map(MeasureStreams::isDead).orElse(false);
  }

  /** The reason why the measurements cannot be read at the moment; empty if they can. */
  Optional<String> problem() {
    return measured.failure();
  }

  void onStart(@Observes StartupEvent event) {
    streams.ifPresent(
        some -> {
          some.start();
          measured.start();
          drift.start();
        });
  }

  void onStop(@Observes ShutdownEvent event) {
    streams.ifPresent(
        some -> {
          drift.close();
          some.close();
          measured.close();
        });
  }
}
