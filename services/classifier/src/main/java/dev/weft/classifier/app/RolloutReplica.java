package dev.weft.classifier.app;

import dev.weft.classifier.inflight.ServingModel;
import dev.weft.classifier.loadcheck.LoadGuard;
import dev.weft.classifier.serving.LoadedModels;
import dev.weft.classifier.serving.LoadingState;
import dev.weft.classifier.serving.ModelChoice;
import dev.weft.classifier.serving.ModelSource;
import dev.weft.classifier.serving.ReplicaReports;
import dev.weft.classifier.serving.ReplicaStatus;
import dev.weft.classifier.serving.RolloutVersions;
import dev.weft.classifier.serving.SharedMemory;
import dev.weft.events.kafka.EventCodec;
import dev.weft.events.rollout.RolloutChanged;
import dev.weft.kafka.group.ReplicaClients;
import dev.weft.modelstore.ModelStore;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;

/**
 * Loads the versions that the states of one model's rollout ask for, and reports what is loaded.
 */
final class RolloutReplica implements ModelSource {

  private final RolloutVersions versions;
  private final ReplicaReports reports;

  /**
   * Collaborators.
   *
   * @param held receives the versions that classify images
   * @param memory of all models of this process
   * @param guard of its loads
   * @param caughtUp whether the states that were in the topic at the start have been accepted
   */
  record Surroundings(
      ModelStore models,
      LoadedModels held,
      SharedMemory memory,
      LoadGuard guard,
      BooleanSupplier caughtUp,
      EventCodec codec,
      ReplicaClients clients) {}

  /**
   * @param serves is called with each version that begins to serve
   */
  RolloutReplica(
      ClassifierConfig config,
      ModelChoice choice,
      Surroundings around,
      Consumer<ServingModel> serves) {
    this.versions =
        new RolloutVersions(
            around.models(),
            choice,
            around.held(),
            around.memory(),
            around.guard(),
            around.caughtUp(),
            new Changes(serves));
    this.reports =
        new ReplicaReports(
            choice.name(),
            config.instanceId(),
            config.report(),
            versions::status,
            () -> around.clients().plain("observed"),
            around.codec());
  }

  private final class Changes implements RolloutVersions.Listener {
    private final Consumer<ServingModel> serves;

    private Changes(Consumer<ServingModel> serves) {
      this.serves = serves;
    }

    @Override
    public void serves(ServingModel model) {
      serves.accept(model);
    }

    @Override
    public void changed() {
      reports.changed();
    }
  }

  void accept(RolloutChanged state) {
    versions.accept(state);
  }

  @Override
  public void start() {
    versions.start();
    reports.start();
  }

  @Override
  public LoadingState state() {
    return versions.state();
  }

  ReplicaStatus status() {
    return versions.status();
  }

  @Override
  public void close() {
    versions.close();
    reports.close();
  }
}
