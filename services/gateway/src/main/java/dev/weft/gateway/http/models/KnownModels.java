package dev.weft.gateway.http.models;

import dev.weft.events.ModelName;
import dev.weft.gateway.GatewayConfig;
import dev.weft.gateway.http.problem.ProblemKind;
import dev.weft.gateway.http.request.Parameters;
import dev.weft.gateway.models.PublishedModels;
import dev.weft.gateway.rollouts.Rollouts;
import jakarta.inject.Singleton;

/** The models that images may be for. */
@Singleton
public final class KnownModels {

  private final Rollouts rollouts;
  private final PublishedModels models;
  private final String defaultModel;

  KnownModels(Rollouts rollouts, PublishedModels models, GatewayConfig config) {
    this.rollouts = rollouts;
    this.models = models;
    this.defaultModel = config.trainings().model();
  }

  /** The model that requests mean which name none. */
  public String defaultModel() {
    return defaultModel;
  }

  /**
   * Returns {@code model}, or null if it is the default one, as events have it; or throws the
   * problem that it cannot be a model's name, or that there is no such model. The images of one
   * that was created, and those of the default model, wait for its first version.
   *
   * @param model null if the request names none
   */
  public String otherThanDefault(String model) {
    if (model == null || model.equals(defaultModel)) {
      return null;
    }
    if (!model.matches(ModelName.PATTERN)) {
      throw Parameters.bad("model must match %s, but is %s.", ModelName.PATTERN, model);
    }
    if (rollouts.get(model).isEmpty() && !models.isKnown(model)) {
      throw ProblemKind.NO_SUCH_MODEL.exception(
          "No version of a model "
              + model
              + " was ever published, and nobody has created it: POST /v1/models does; GET"
              + " /v1/models says which there are.");
    }
    return model;
  }
}
