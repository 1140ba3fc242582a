package dev.weft.gateway.app;

import dev.weft.gateway.live.LiveFeed;
import dev.weft.gateway.rollouts.RolloutFeed;
import dev.weft.gateway.topics.BrokerProbe;
import dev.weft.gateway.trainings.TrainingFeed;
import dev.weft.gateway.views.streams.ViewStreams;
import dev.weft.objectstore.StoreProbe;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import java.util.Optional;
import org.eclipse.microprofile.health.HealthCheck;
import org.eclipse.microprofile.health.HealthCheckResponse;
import org.eclipse.microprofile.health.Liveness;
import org.eclipse.microprofile.health.Readiness;

/** Readiness: uploads can be accepted and views queried. Liveness: a restart would not help. */
final class GatewayHealth {

  @Produces
  @Singleton
  @Liveness
  HealthCheck viewsAlive(ViewStreams views) {
    return () -> check("gateway views not failed", !views.isDead());
  }

  @Produces
  @Singleton
  @Readiness
  HealthCheck viewsReady(ViewStreams views) {
    return () -> check("gateway views running", views.isRunning());
  }

  @Produces
  @Singleton
  @Readiness
  HealthCheck feedReady(LiveFeed feed) {
    return () -> check("gateway live feed", feed.isReady());
  }

  @Produces
  @Singleton
  @Readiness
  HealthCheck trainingsReady(TrainingFeed trainings) {
    return () -> check("gateway trainings", trainings.isReady());
  }

  @Produces
  @Singleton
  @Readiness
  HealthCheck rolloutsReady(RolloutFeed rollouts) {
    return () -> check("gateway rollouts", rollouts.isReady());
  }

  @Produces
  @Singleton
  @Readiness
  HealthCheck storeUsable(StoreProbe store) {
    return () -> check("gateway object store", store.problem());
  }

  @Produces
  @Singleton
  @Readiness
  HealthCheck brokerReachable(BrokerProbe broker) {
    return () -> check("gateway broker", broker.problem());
  }

  private static HealthCheckResponse check(String name, Optional<String> problem) {
    var response = HealthCheckResponse.named(name).status(problem.isEmpty());
    problem.ifPresent(what -> response.withData("problem", what));
    return response.build();
  }

  private static HealthCheckResponse check(String name, boolean up) {
    return HealthCheckResponse.named(name).status(up).build();
  }
}
