package dev.weft.classifier.app;

import dev.weft.classifier.pipeline.PipelineStatus;
import dev.weft.classifier.serving.LoadingState;
import dev.weft.classifier.serving.ReplicaStatus;
import dev.weft.events.rollout.RolloutObserved.ReplicaVersion;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.eclipse.microprofile.health.HealthCheck;
import org.eclipse.microprofile.health.HealthCheckResponse;
import org.eclipse.microprofile.health.HealthCheckResponseBuilder;
import org.eclipse.microprofile.health.Readiness;

/**
 * Readiness: a model serves and none is being loaded, each model's consumer has joined its group
 * and polls, no other process runs under this replica's name, and no problem that needs an
 * operator's action, such as a missing bucket, blocks answers. Each call queries the store; a store
 * that does not answer does not affect readiness, since synchronous requests do not need it.
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
    List<ModelService> models = service.models();
    for (ModelService model : models) {
      var data =
          models.size() == 1 ? new ModelData(response, "") : new ModelData(response, model.name());
      describe(model.state(), data);
      model.replica().ifPresent(replica -> describe(replica, data));
      model.pipeline().ifPresent(now -> describe(now, data));
    }
    Optional<String> store = storeProblem(models);
    store.ifPresent(what -> response.withData("store", what));
    boolean some = models.stream().anyMatch(model -> model.state().isServing());
    boolean all = models.stream().noneMatch(ReadyCheck::isMissing);
    return response.status(some && all && store.isEmpty()).build();
  }

  /** Queried for one model only: all are in one bucket. */
  private static Optional<String> storeProblem(List<ModelService> models) {
    return models.stream()
        .filter(model -> model.state().isServing())
        .findFirst()
        .flatMap(ModelService::storeProblem);
  }

  /**
   * Whether a model that this process should serve is still being loaded, or does not receive its
   * images. A model that cannot be loaded, or has no version, does not affect the others.
   */
  private static boolean isMissing(ModelService model) {
    if (!model.state().isServing()) {
      return model.state() instanceof LoadingState.Loading;
    }
    return model
        .pipeline()
        .filter(
            now -> now.running() && now.joined() && now.conflict() == null && now.blocked() == null)
        .filter(now -> now.sinceRound().compareTo(LONGEST_ROUND) < 0)
        .isEmpty();
  }

  /**
   * Adds the data of one model to the response.
   *
   * @param model its name; empty if it is the only one
   */
  private record ModelData(HealthCheckResponseBuilder response, String model) {
    void withData(String key, String value) {
      response.withData(named(key), value);
    }

    void withData(String key, long value) {
      response.withData(named(key), value);
    }

    private String named(String key) {
      return model.isEmpty() ? key : model + " " + key;
    }
  }

  private static void describe(LoadingState state, ModelData response) {
    if (state instanceof LoadingState.Serving serving) {
      response.withData("model", serving.model().toString());
      response.withData("engine", serving.engine().name());
      response.withData("device", serving.engine().device());
      if (serving.newerFails() != null) {
        response.withData("newer fails", serving.newerFails());
      }
    } else if (state instanceof LoadingState.Loading loading) {
      response.withData("loading", loading.model().toString());
    } else if (state instanceof LoadingState.Failed failed) {
      response.withData("model", failed.model());
      response.withData("failed", failed.reason());
    } else if (state instanceof LoadingState.Awaited awaited) {
      response.withData("awaited", awaited.model());
    }
  }

  private static void describe(ReplicaStatus replica, ModelData response) {
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

  private static void describe(PipelineStatus status, ModelData response) {
    response.withData("partitions", status.partitions());
    response.withData("inFlight", status.inFlight());
    if (status.conflict() != null) {
      response.withData("conflict", status.conflict());
    }
    if (status.blocked() != null) {
      response.withData("blocked", status.blocked());
    }
    status.failing().forEach((stage, cause) -> response.withData("failing " + stage, cause));
  }
}
