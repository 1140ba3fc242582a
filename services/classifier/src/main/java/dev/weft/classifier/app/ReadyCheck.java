package dev.weft.classifier.app;

import dev.weft.classifier.pipeline.PipelineStatus;
import dev.weft.classifier.serving.ModelState;
import dev.weft.classifier.serving.ReplicaStatus;
import dev.weft.events.RolloutObserved.ReplicaVersion;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.Optional;
import org.eclipse.microprofile.health.HealthCheck;
import org.eclipse.microprofile.health.HealthCheckResponse;
import org.eclipse.microprofile.health.HealthCheckResponseBuilder;
import org.eclipse.microprofile.health.Readiness;

/**
 * Ready when a model serves, the consumer has joined its group and polls, and no other process runs
 * under this replica's name.
 */
@Readiness
@Singleton
class ReadyCheck implements HealthCheck {

  private static final Duration LONGEST_ROUND = Duration.ofSeconds(30);

  private final ClassifierService service;

  @Inject
  ReadyCheck(ClassifierService service) {
    this.service = service;
  }

  @Override
  public HealthCheckResponse call() {
    var response = HealthCheckResponse.named("classifier");
    if (!service.isEnabled()) {
      return response.up().withData("enabled", false).build();
    }
    describe(service.model(), response);
    service.replica().ifPresent(replica -> describe(replica, response));
    Optional<PipelineStatus> status = service.pipeline();
    status.ifPresent(now -> describe(now, response));
    boolean polls =
        status
            .filter(now -> now.running() && now.joined() && now.conflict() == null)
            .filter(now -> now.sinceRound().compareTo(LONGEST_ROUND) < 0)
            .isPresent();
    return response.status(service.model().isServing() && polls).build();
  }

  private static void describe(ModelState state, HealthCheckResponseBuilder response) {
    if (state instanceof ModelState.Serving serving) {
      response.withData("model", serving.model().toString());
      response.withData("engine", serving.engine().name());
      response.withData("device", serving.engine().device());
      if (serving.newerFails() != null) {
        response.withData("newer fails", serving.newerFails());
      }
    } else if (state instanceof ModelState.Loading loading) {
      response.withData("loading", loading.model().toString());
    } else if (state instanceof ModelState.Failed failed) {
      response.withData("model", failed.model());
      response.withData("failed", failed.reason());
    } else if (state instanceof ModelState.Awaited awaited) {
      response.withData("awaited", awaited.model());
    }
  }

  private static void describe(ReplicaStatus replica, HealthCheckResponseBuilder response) {
    response.withData("revision", replica.revision());
    if (replica.serving() != null) {
      response.withData("serving", replica.serving());
    }
    if (replica.candidate() != null) {
      response.withData("candidate", replica.candidate());
    }
    for (ReplicaVersion version : replica.versions()) {
      String reason = version.reason() == null ? "" : ": " + version.reason();
      response.withData("version " + version.version(), version.state().code() + reason);
    }
  }

  private static void describe(PipelineStatus status, HealthCheckResponseBuilder response) {
    response.withData("partitions", status.partitions());
    response.withData("inFlight", status.inFlight());
    if (status.conflict() != null) {
      response.withData("conflict", status.conflict());
    }
    status.failing().forEach((stage, cause) -> response.withData("failing " + stage, cause));
  }
}
