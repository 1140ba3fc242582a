package dev.weft.gateway.http.system;

import dev.weft.events.rollout.RolloutChanged;
import dev.weft.events.rollout.RolloutObserved;
import dev.weft.gateway.GatewayConfig;
import dev.weft.gateway.http.system.SystemJson.GatewayJson;
import dev.weft.gateway.http.system.SystemJson.GroundJson;
import dev.weft.gateway.http.system.SystemJson.LagJson;
import dev.weft.gateway.http.system.SystemJson.RatesJson;
import dev.weft.gateway.http.system.SystemJson.RejectionsJson;
import dev.weft.gateway.http.system.SystemJson.ReplicaJson;
import dev.weft.gateway.http.system.SystemJson.RolloutJson;
import dev.weft.gateway.http.system.SystemJson.TrainingJson;
import dev.weft.gateway.http.system.SystemJson.VersionJson;
import dev.weft.gateway.rollouts.Rollouts;
import dev.weft.gateway.system.AnsweredCounts;
import dev.weft.gateway.system.SystemProbes;
import dev.weft.gateway.trainings.Trainings;
import dev.weft.kafka.read.LiveReplicas;
import dev.weft.kafka.read.LiveReplicas.ReplicaReport;
import jakarta.inject.Singleton;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** Collects the status of the system for the API. Thread-safe. */
@Singleton
final class SystemViews {

  private static final int MINUTE = 60;
  private static final int FIVE_MINUTES = 300;
  private static final double MILLIS = 1000;

  private final AnsweredCounts answered;
  private final SystemProbes soundings;
  private final Rollouts rollouts;
  private final LiveReplicas replicas;
  private final Trainings trainings;
  private final int mostTrainings;

  SystemViews(
      AnsweredCounts answered,
      SystemProbes soundings,
      Rollouts rollouts,
      LiveReplicas replicas,
      Trainings trainings,
      GatewayConfig config) {
    this.answered = answered;
    this.soundings = soundings;
    this.rollouts = rollouts;
    this.replicas = replicas;
    this.trainings = trainings;
    this.mostTrainings = config.trainings().kept();
  }

  SystemJson json(GatewayJson gateway) {
    Instant now = Instant.now();
    return new SystemJson(
        now,
        gateway,
        new RatesJson(answered.perSecond(MINUTE), answered.perSecond(FIVE_MINUTES)),
        soundings.unanswered(),
        soundings.labeled(),
        soundings.lags().stream().map(LagJson::of).toList(),
        replicas.models().stream().flatMap(model -> replicas(model).stream()).toList(),
        rollouts.all().stream().map(RolloutJson::of).toList(),
        trainings.newest(null, mostTrainings).stream()
            .filter(training -> !training.state().isEnd())
            .map(TrainingJson::of)
            .toList(),
        answered.rejections().stream().map(RejectionsJson::of).toList(),
        List.of(
            GroundJson.of("broker", soundings.broker()),
            GroundJson.of("store", soundings.store())));
  }

  private List<ReplicaJson> replicas(String model) {
    Optional<RolloutChanged.Rollout> rollout = rollouts.get(model).map(RolloutChanged::rollout);
    return replicas.of(model).stream().map(replica -> replica(replica, rollout)).toList();
  }

  private static ReplicaJson replica(
      ReplicaReport replica, Optional<RolloutChanged.Rollout> rollout) {
    RolloutObserved report = replica.report();
    return new ReplicaJson(
        report.model(),
        report.replica(),
        replica.live(),
        report.leaving(),
        report.serving(),
        report.engine(),
        report.versions().stream()
            .map(held -> VersionJson.of(held, report.serving(), rollout))
            .toList(),
        report.observedAt(),
        replica.ago().toMillis() / MILLIS);
  }
}
