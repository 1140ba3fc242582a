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
   * Returns {@code model}, or null if it is the default one, as events have it; or throws the
   * problem that it cannot be a model's name, or that none was ever published by it. The default
   * model may be published later: its images wait.
   *
   * @param model null if the request names none
   */
  String otherThanDefault(String model) {
    if (model == null || model.equals(defaultModel)) {
      return null;
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
