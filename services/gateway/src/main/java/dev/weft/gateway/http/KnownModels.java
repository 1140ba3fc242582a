package dev.weft.gateway.http;

import dev.weft.events.ModelName;
import dev.weft.gateway.GatewayConfig;
import dev.weft.gateway.models.PublishedModels;
import dev.weft.gateway.rollouts.Rollouts;
import jakarta.inject.Singleton;

/** The models that images may be for. */
@Singleton
final class KnownModels {

  private final Rollouts rollouts;
  private final PublishedModels models;
  private final String defaultModel;

  KnownModels(Rollouts rollouts, PublishedModels models, GatewayConfig config) {
    this.rollouts = rollouts;
    this.models = models;
    this.defaultModel = config.trainings().model();
  }

  /** The model that requests mean which name none. */
  String defaultModel() {
    return defaultModel;
  }

  /**
   * Returns {@code model} unchanged, or throws the problem that it cannot be one, or that it was
   * never published. The default model may be published later: its images wait.
   *
   * @param model null if the request names none
   */
  String requireIfNamed(String model) {
    if (model == null || model.equals(defaultModel)) {
      return model;
    }
    if (!model.matches(ModelName.PATTERN)) {
      throw Parameters.bad("model must match %s, but is %s.", ModelName.PATTERN, model);
    }
    if (rollouts.get(model).isEmpty() && !models.names().contains(model)) {
      throw ProblemKind.NO_SUCH_MODEL.exception(
          "No version of a model " + model + " was ever published; see /v1/models.");
    }
    return model;
  }
}
